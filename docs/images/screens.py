#!/usr/bin/env python3
"""Draws the list as it really looks, by tmux: 80 by 24 and 40 by 20, on a light and a dark terminal, and its help.

    ./watchword --version && docs/images/screens.py

Writes docs/images/list-{80x24,40x20}-{light,dark}.svg and list-help-80x24-dark.svg.
"""
import html, os, pathlib, re, subprocess, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = ROOT / "app/target/watchword/bin"
ACCOUNTS = ["GitHub:ada@example.com", "OpenAI:ada.lovelace@example.com", "Amazon:shop", "Dropbox:work@corp.example",
            "Fastmail:ada@fastmail.example", "Example Bank:12345678", "Mastodon:@ada@social.example", "Nextcloud:ada",
            "Proton:ada.lovelace", "Steam:adal", "Hetzner:K0123456789"]
THEMES = {  # ground, text, faint, and the colours 31 to 33
    "light": ("#fdfdfb", "#24292f", "#6e7781", {"31": "#b3261e", "32": "#1a7f37", "33": "#8a6100"}),
    "dark": ("#1e2030", "#e6e6ef", "#8d91b0", {"31": "#ff8f9a", "32": "#8fd18a", "33": "#e5c46b"}),
}
FONT, LINE, PAD = 14, 19, 14
CELL = FONT * 0.602


def tmux(socket, *words):
    return subprocess.run(["tmux", "-S", socket, "-u", *words], check=True, capture_output=True, text=True).stdout


def captured(home, columns, rows, keys):
    socket = f"{home}/tmux{columns}x{rows}{len(keys)}"
    tmux(socket, "-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", str(columns), "-y", str(rows), "env", "-i",
         "TERM=screen-256color", f"HOME={home}", f"XDG_RUNTIME_DIR={home}/run", f"XDG_DATA_HOME={home}/data",
         f"PATH={BIN}:{os.environ['PATH']}", "watchword")
    try:
        for _ in range(100):
            time.sleep(0.1)
            if "━" in tmux(socket, "capture-pane", "-p", "-t", "t"):
                break
        for key in keys:
            tmux(socket, "send-keys", "-t", "t", key)
            time.sleep(0.4)
        return tmux(socket, "capture-pane", "-e", "-N", "-p", "-t", "t").split("\n")[:rows]
    finally:
        tmux(socket, "kill-server")


def drawn(lines, columns, rows, theme):
    ground, text, faint, colours = THEMES[theme]
    width, height = PAD * 2 + columns * CELL, PAD * 2 + rows * LINE
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
             f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="ui-monospace, Menlo, Consolas, monospace" '
             f'font-size="{FONT}"><rect width="100%" height="100%" rx="6" fill="{ground}"/>']
    style = set()  # tmux says a style once, however many lines it lasts
    for row, line in enumerate(lines):
        column = 0
        for sequence, run in re.findall(r"((?:\x1b\[[0-9;]*m|\x1b\(B|\x0f)*)([^\x1b\x0f]*)", line):
            for codes in re.findall(r"\x1b\[([0-9;]*)m", sequence):
                for code in codes.split(";"):
                    if code in ("", "0"):
                        style = set()
                    elif code == "39":
                        style -= set(colours)
                    else:
                        style.add(code)
            if not run:
                continue
            x, y = PAD + column * CELL, PAD + row * LINE
            ink = faint if "2" in style else next((colours[c] for c in colours if c in style), text)
            if "7" in style:
                parts.append(f'<rect x="{x:.1f}" y="{y}" width="{len(run) * CELL:.1f}" height="{LINE}" fill="{ink}"/>')
                ink = ground
            weight = ' font-weight="bold"' if "1" in style else ""
            shown = html.escape(run).replace(" ", "\u00a0")
            parts.append(f'<text x="{x:.1f}" y="{y + FONT}" fill="{ink}"{weight} '
                         f'textLength="{len(run) * CELL:.1f}">{shown}</text>')
            column += len(run)
    return "\n".join(parts + ["</svg>", ""])


def main():
    with tempfile.TemporaryDirectory(prefix="ww") as home:
        os.mkdir(home + "/run", 0o700)
        passphrase = pathlib.Path(home, "passphrase")
        passphrase.touch(0o600)
        passphrase.write_text("a passphrase for a picture\n")
        environment = dict(os.environ, HOME=home, XDG_RUNTIME_DIR=home + "/run", XDG_DATA_HOME=home + "/data",
                           WATCHWORD_PASSPHRASE_FILE=str(passphrase))
        environment.pop("WATCHWORD_VAULT", None)

        def do(*words, given=None):
            subprocess.run([str(BIN / "watchword"), *words], env=environment, input=given, text=True, check=True,
                           capture_output=True)

        do("init")
        do("add", "-", given="".join(
            "otpauth://totp/%s?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3T%sA%sA\n"
            % (a.replace(" ", "%20").replace("@", "%40"), "ABCDEFGHIJK"[i], "KJIHGFEDCBA"[i])
            for i, a in enumerate(ACCOUNTS)))
        do("unlock")
        do("tag", "--add", "work", "dropbox")
        do("edit", "--pin", "--note", "the second phone has it too", "github")
        try:
            for columns, rows in ((80, 24), (40, 20)):
                lines = captured(home, columns, rows, [])
                for theme in THEMES:
                    picture = ROOT / f"docs/images/list-{columns}x{rows}-{theme}.svg"
                    picture.write_text(drawn(lines, columns, rows, theme))
            lines = captured(home, 80, 24, ["?"])
            (ROOT / "docs/images/list-help-80x24-dark.svg").write_text(drawn(lines, 80, 24, "dark"))
        finally:
            do("lock")


if __name__ == "__main__":
    main()
