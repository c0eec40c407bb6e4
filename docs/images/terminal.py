#!/usr/bin/env python3
"""Draws docs/images/terminal.svg: what the commands of the README really print, run on a vault of their own.

    ./watchword --version && docs/images/terminal.py
"""
import fcntl, html, os, pathlib, pty, re, struct, subprocess, tempfile, termios

ROOT = pathlib.Path(__file__).resolve().parents[2]
WATCHWORD = str(ROOT / "app/target/watchword/bin/watchword")
SHOWN = ["scan docs/samples/chatgpt-mfa.png", "add docs/samples/chatgpt-mfa.png", "unlock", "code openai", "list"]
FONT, LINE, PAD, COLUMNS = 14, 21, 22, 96


def run(words, environment, given=None):
    """What it prints on a terminal, and what it says beside."""
    ours, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    done = subprocess.Popen([WATCHWORD, *words], cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE,
                            stdout=terminal, stderr=subprocess.PIPE)
    _, err = done.communicate(given)
    os.close(terminal)
    out = b""
    try:
        while chunk := os.read(ours, 4096):
            out += chunk
    except OSError:
        pass  # the end of a terminal
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;]*m", "", out.decode()).replace("\r", ""), err


def blanks(text):
    return html.escape(text).replace(" ", "\u00a0")


def main():
    with tempfile.TemporaryDirectory(prefix="ww") as home:
        passphrase = pathlib.Path(home, "passphrase")
        passphrase.touch(0o600)
        passphrase.write_text("a passphrase for a picture\n")
        os.mkdir(home + "/run", 0o700)
        environment = dict(os.environ, HOME=home, XDG_RUNTIME_DIR=home + "/run", XDG_DATA_HOME=home + "/data",
                           WATCHWORD_PASSPHRASE_FILE=str(passphrase))
        environment.pop("WATCHWORD_VAULT", None)
        run(["init"], environment)
        run(["add", "-"], environment, "otpauth://totp/GitHub:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=GitHub\n")
        lines = []
        for command in SHOWN:
            out, err = run(command.split(), environment)
            lines.append(("prompt", "$ ./watchword " + command))
            lines += [("out", line.expandtabs(10)) for line in out.splitlines()]
            lines += [("err", line.expandtabs(10)) for line in err.splitlines()]
        run(["lock"], environment)
    width, height = PAD * 2 + int(COLUMNS * FONT * 0.602), PAD * 2 + LINE * len(lines)
    colours = {"prompt": "#8bd5ca", "out": "#f4f4f0", "err": "#a5adcb"}
    texts = "\n".join(
        f'<text x="{PAD}" y="{PAD + LINE * i + FONT}" fill="{colours[kind]}">{blanks(text[:COLUMNS])}</text>'
        for i, (kind, text) in enumerate(lines)
    )
    (ROOT / "docs/images/terminal.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" '
        f'aria-label="Watchword on a terminal"><rect width="100%" height="100%" rx="10" fill="#1e2030"/>'
        f'<g font-family="ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="{FONT}" '
        f'>\n{texts}\n</g></svg>\n'
    )


main()
