"""A headless Chromium, spoken to over the DevTools pipe: pages in, screenshots and element boxes out."""

import base64
import json
import os
import shutil
import subprocess
import tempfile


class Browser:
    def __init__(self, path=None):
        self._profile = tempfile.mkdtemp(prefix="qrbench-chromium-")
        to_child, self._out = os.pipe()
        self._in, from_child = os.pipe()
        command = [
            path or shutil.which("chromium") or "chromium",
            "--headless=new",
            "--remote-debugging-pipe",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
            "--font-render-hinting=none",
            "--disable-lcd-text",
            "--mute-audio",
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
            f"--user-data-dir={self._profile}",
        ]

        def wire():
            # The pipe's ends have fixed numbers: 3 is read, 4 is written.
            os.dup2(to_child, 103)
            os.dup2(from_child, 104)
            os.dup2(103, 3)
            os.dup2(104, 4)

        self._process = subprocess.Popen(
            command, preexec_fn=wire, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(to_child)
        os.close(from_child)
        self._buffer = b""
        self._next = 0
        target = self._call("Target.createTarget", {"url": "about:blank"}, None)["targetId"]
        self._session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True}, None)["sessionId"]
        self._call("Page.enable", {})
        self._frame = self._call("Page.getFrameTree", {})["frameTree"]["frame"]["id"]

    def shoot(self, html, width, height, scale, ids):
        """The PNG of a page of `width` by `height` CSS pixels, and the boxes of the elements `ids` in picture pixels."""
        self._call(
            "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        )
        self._call("Page.setDocumentContent", {"frameId": self._frame, "html": html})
        script = (
            "(async()=>{await document.fonts.ready;await Promise.all([...document.images].map(i=>i.decode().catch(()=>0)));"
            f"return JSON.stringify({json.dumps(ids)}.map(i=>{{const r=document.getElementById(i).getBoundingClientRect();"
            "return [r.left,r.top,r.width,r.height]}))})()"
        )
        answer = self._call("Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True})
        boxes = [[v * scale for v in box] for box in json.loads(answer["result"]["value"])]
        shot = self._call("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
        return base64.b64decode(shot["data"]), boxes

    def pdf(self):
        """The page that was shot last, printed as a PDF of one sheet or more."""
        return base64.b64decode(self._call("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": False})["data"])

    def close(self):
        try:
            self._call("Browser.close", {}, None)
            self._process.wait(timeout=10)
        except Exception:
            self._process.kill()
        shutil.rmtree(self._profile, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _call(self, method, params, session=""):
        self._next += 1
        message = {"id": self._next, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while True:
            answer = self._receive()
            if answer.get("id") == self._next:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def _receive(self):
        while b"\0" not in self._buffer:
            chunk = os.read(self._in, 1 << 20)
            if not chunk:
                raise RuntimeError("the browser closed its pipe")
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)
