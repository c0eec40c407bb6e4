"""Made-up "enable MFA" pages: six languages, seven layouts, light and dark, sparse and dense."""

from dataclasses import dataclass, field

import payloads

WORDS = {
    "en": dict(
        dir="ltr",
        title="Set up two-factor authentication",
        steps=[
            "Install an authenticator app on your phone",
            "Scan the QR code with the app",
            "Enter the six-digit code that it shows",
        ],
        lead="From now on you will need your password and a code from your phone to sign in.",
        manual="Can't scan it? Enter this key by hand:",
        button="Verify and turn on",
        cancel="Not now",
        nav=["Profile", "Security", "Notifications", "Billing", "API keys", "Team"],
        warn="Do not show this code to anyone. Support staff will never ask for it.",
        article="A second factor keeps an account safe even when its password has leaked. The app on your phone and our server share a secret, and both derive a short number from it and from the time. The number changes every thirty seconds, so somebody who looks over your shoulder has little use for it. Keep the recovery codes in a place that is not your phone.",
    ),
    "de": dict(
        dir="ltr",
        title="Zwei-Faktor-Anmeldung einrichten",
        steps=["Authenticator-App auf dem Telefon installieren", "QR-Code mit der App scannen", "Sechsstelligen Code eingeben"],
        lead="Künftig brauchen Sie zum Anmelden neben dem Passwort einen Code aus der App.",
        manual="Scannen klappt nicht? Geben Sie diesen Schlüssel ein:",
        button="Prüfen und einschalten",
        cancel="Später",
        nav=["Profil", "Sicherheit", "Benachrichtigungen", "Rechnungen", "API-Schlüssel", "Gruppen"],
        warn="Zeigen Sie diesen Code niemandem. Unser Kundendienst fragt nie danach.",
        article="Ein zweiter Faktor schützt das Konto auch dann, wenn das Passwort bekannt geworden ist. App und Server teilen ein Geheimnis und leiten daraus und aus der Uhrzeit eine kurze Zahl ab. Alle dreißig Sekunden gilt eine neue Zahl. Bewahren Sie die Wiederherstellungscodes an einem anderen Ort als auf dem Telefon auf.",
    ),
    "fr": dict(
        dir="ltr",
        title="Activer la double authentification",
        steps=["Installez une application d'authentification", "Scannez le code QR", "Saisissez le code à six chiffres"],
        lead="À chaque connexion, un code de votre téléphone sera demandé après le mot de passe.",
        manual="Impossible de scanner ? Saisissez cette clé :",
        button="Vérifier et activer",
        cancel="Plus tard",
        nav=["Profil", "Sécurité", "Alertes", "Factures", "Clés d'API", "Équipe"],
        warn="Ne montrez ce code à personne : l'assistance ne le demande jamais.",
        article="Un second facteur protège le compte même lorsque le mot de passe a fuité. L'application et le serveur partagent un secret dont ils tirent, avec l'heure, un nombre court qui change toutes les trente secondes. Conservez les codes de secours ailleurs que dans le téléphone, par exemple sur une feuille rangée chez vous.",
    ),
    "ru": dict(
        dir="ltr",
        title="Двухфакторная проверка",
        steps=["Установите приложение с кодами", "Отсканируйте QR-код", "Введите шесть цифр"],
        lead="При входе, кроме пароля, понадобится код из приложения на телефоне.",
        manual="Не получается? Введите ключ вручную:",
        button="Проверить и включить",
        cancel="Не сейчас",
        nav=["Профиль", "Безопасность", "Уведомления", "Счета", "Ключи API", "Команда"],
        warn="Никому не показывайте этот код. Поддержка его не спрашивает.",
        article="Второй фактор бережёт учётную запись, даже если пароль украден. Приложение и сервер знают общий секрет и получают из него и из времени короткое число, которое меняется каждые тридцать секунд. Храните запасные коды отдельно от телефона.",
    ),
    "ja": dict(
        dir="ltr",
        title="二段階認証の設定",
        steps=["認証アプリを入れます", "QRコードを読み取ります", "六桁の数字を入力します"],
        lead="次回からログインにはパスワードとアプリの数字が必要です。",
        manual="読み取れないときはこの鍵を入力してください：",
        button="確認して有効にする",
        cancel="あとで",
        nav=["プロフィール", "安全", "通知", "請求", "APIキー", "チーム"],
        warn="このコードを人に見せないでください。係員が尋ねることはありません。",
        article="第二の要素があれば、パスワードが漏れてもアカウントは守られます。アプリとサーバーは同じ秘密を持ち、時刻と合わせて短い数字を作ります。数字は三十秒ごとに変わります。回復用コードは電話とは別の場所に保管してください。",
    ),
    "ar": dict(
        dir="rtl",
        title="إعداد التحقق بخطوتين",
        steps=["ثبّت تطبيق المصادقة على هاتفك", "امسح الرمز بالتطبيق", "أدخل الأرقام الستة"],
        lead="ستحتاج عند الدخول إلى كلمة المرور ورقم من هاتفك.",
        manual="لا يمكنك المسح؟ أدخل هذا المفتاح:",
        button="تحقق وفعّل",
        cancel="ليس الآن",
        nav=["الملف", "الأمان", "الإشعارات", "الفواتير", "المفاتيح", "الفريق"],
        warn="لا تُظهر هذا الرمز لأحد.",
        article="العامل الثاني يحمي الحساب حتى لو تسربت كلمة المرور. يتشارك التطبيق والخادم سرًا ويشتقان منه ومن الوقت رقمًا قصيرًا يتغير كل ثلاثين ثانية. احفظ رموز الاسترداد في مكان غير هاتفك.",
    ),
}
FONTS = [
    "'Noto Sans',sans-serif",
    "'DejaVu Sans',sans-serif",
    "'Liberation Serif','Noto Serif',serif",
    "'DejaVu Sans Mono',monospace",
    "'Liberation Sans',sans-serif",
]
LIGHT = [
    ("#ffffff", "#f5f6f8", "#1b1f24", "#0a66d0"),
    ("#ffffff", "#ffffff", "#222222", "#0a8754"),
    ("#fffdf7", "#f2ecdf", "#33302a", "#b5461c"),
    ("#ffffff", "#e9eefc", "#14213d", "#5a31d6"),
    ("#f8f8f8", "#dfe3e8", "#212b36", "#c2185b"),
]
DARK = [
    ("#161b22", "#0d1117", "#e6edf3", "#2f81f7"),
    ("#1f1f1f", "#121212", "#eeeeee", "#bb86fc"),
    ("#0b132b", "#060b1c", "#d7e1ff", "#3ddc97"),
    ("#2b2d31", "#1e1f22", "#dbdee1", "#5865f2"),
    ("#000000", "#000000", "#ffffff", "#ff9f0a"),
]


@dataclass
class Page:
    """A page to be shot: the HTML, its window in CSS pixels and its device scale."""

    html: str
    width: int
    height: int
    scale: float
    ids: list = field(default_factory=list)
    params: dict = field(default_factory=dict)


def box(svg_text, css_pixels, style=""):
    return f'<div style="width:{css_pixels}px;height:{css_pixels}px;flex:none;{style}">{svg_text}</div>'


def page(
    rng,
    codes,
    width=1280,
    height=800,
    scale=1.0,
    dark=None,
    layout=None,
    language=None,
    frame="",
    manual=None,
    ids=None,
    extra_css="",
):
    """A page with the HTML fragments `codes` in it (none for a page that lacks its code)."""
    dark = rng.random() < 0.3 if dark is None else dark
    layout = layout or str(rng.choice(["card", "sidebar", "modal", "steps", "split", "article"]))
    language = language or str(rng.choice(list(WORDS)))
    words = WORDS[language]
    panel, ground, ink, accent = (DARK if dark else LIGHT)[int(rng.integers(5))]
    font = FONTS[int(rng.integers(len(FONTS)))]
    size = int(rng.integers(13, 18))
    secret = manual or payloads._secret(rng, 20)
    code = f'<div style="display:inline-flex;flex-wrap:wrap;gap:28px;{frame}">' + "".join(codes) + "</div>" if codes else ""
    cells = "".join(f'<span class="cell"></span>' for _ in range(6))
    grouped = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)) if rng.random() < 0.5 else secret
    key = f'<p class="dim">{words["manual"]}</p><p class="key">{grouped}</p>'
    buttons = f'<p><span class="button">{words["button"]}</span> <span class="ghost">{words["cancel"]}</span></p>'
    text = words["article"]
    steps = words["steps"]
    css = (
        f"*{{box-sizing:border-box}}html,body{{margin:0;height:100%;overflow:hidden;background:{ground};color:{ink};font:{size}px/1.45 {font}}}"
        f"h1{{font-size:1.6em;margin:.2em 0 .5em}}h3{{margin:1em 0 .4em;font-size:1.05em}}.dim{{opacity:.75;margin:.4em 0}}"
        f'.panel{{background:{panel};border:1px solid {ink}22;border-radius:10px;padding:26px}}.key{{font-family:"DejaVu Sans Mono",monospace;letter-spacing:.04em;margin:.3em 0}}'
        f".cell{{display:inline-block;width:36px;height:44px;border:1px solid {ink}55;border-radius:6px;margin:4px}}"
        f".button{{display:inline-block;background:{accent};color:#fff;padding:.5em 1.3em;border-radius:7px;font-weight:600;margin:.5em 0}}.ghost{{padding:.5em 1em;opacity:.7}}"
        f".nav a{{display:block;padding:.45em 1em;color:{ink}}}.nav a.on{{background:{accent}33;border-inline-start:3px solid {accent}}}{extra_css}"
    )
    if layout == "card":
        body = (
            f'<div style="display:flex;justify-content:center;padding-top:{int(rng.integers(10, 60))}px"><div class="panel" style="text-align:center;max-width:94%">'
            f'<h1>{words["title"]}</h1><p>{words["lead"]}</p>{code}{key}<div>{cells}</div>{buttons}</div></div>'
        )
    elif layout == "sidebar":
        links = "".join(f'<a class="{"on" if i == 1 else ""}">{n}</a>' for i, n in enumerate(words["nav"]))
        body = (
            f'<div style="display:flex;height:100%"><div class="nav" style="width:210px;padding-top:20px;background:{panel}">{links}</div><div style="padding:24px 40px;flex:1">'
            f'<h1>{words["title"]}</h1><p>{words["lead"]}</p><div class="panel" style="display:flex;gap:26px;align-items:flex-start">{code}<div>{key}{cells}{buttons}<p class="dim">{words["warn"]}</p></div></div></div></div>'
        )
    elif layout == "modal":
        behind = "".join(f"<p>{text}</p>" for _ in range(9))
        body = (
            f'<div style="position:absolute;inset:0;columns:3;padding:20px;opacity:.55">{behind}</div><div style="position:absolute;inset:0;background:#0007"></div>'
            f'<div style="position:absolute;inset:0;display:flex;justify-content:center;align-items:center"><div class="panel" style="text-align:center;max-width:90%;box-shadow:0 12px 40px #0008">'
            f'<h1>{words["title"]}</h1>{code}{key}{buttons}</div></div>'
        )
    elif layout == "steps":
        body = (
            f'<div style="max-width:900px;margin:0 auto;padding:20px"><h1 style="color:{accent}">{words["title"]}</h1><p>{words["lead"]}</p><h3>1. {steps[0]}</h3><p class="dim">{words["warn"]}</p>'
            f"<h3>2. {steps[1]}</h3>{code}{key}<h3>3. {steps[2]}</h3>{cells}{buttons}</div>"
        )
    elif layout == "split":
        body = (
            f'<div style="display:flex;height:100%"><div style="width:38%;background:linear-gradient(140deg,{accent},{accent}88);padding:50px;color:#fff"><h1>{words["title"]}</h1><p>{words["lead"]}</p></div>'
            f'<div style="flex:1;padding:30px;background:{panel}"><h3>{steps[1]}</h3>{code}{key}{cells}{buttons}</div></div>'
        )
    elif layout == "article":
        paragraph = f"<p>{text}</p>"
        body = f'<div style="max-width:760px;margin:0 auto;padding:20px;background:{panel}"><h1>{words["title"]}</h1>{paragraph}<div style="float:inline-end;margin:0 0 8px 16px">{code}</div>{paragraph * 6}</div>'
    else:  # dense: small print all round the code, a hair's breadth away
        small = f'<div style="font-size:9px;line-height:10px">{(text + " ") * 40}</div>'
        body = f'<div style="padding:{int(rng.integers(6, 40))}px"><div style="float:left;margin:0 3px 2px 0">{code}</div>{small}</div>'
    html = f'<!doctype html><html lang="{language}" dir="{words["dir"]}"><meta charset="utf-8"><style>{css}</style><body>{body}</body></html>'
    return Page(
        html,
        width,
        height,
        scale,
        ids if ids is not None else [f"q{i}" for i in range(len(codes))],
        {"layout": layout, "lang": language, "dark": bool(dark), "dpr": scale},
    )
