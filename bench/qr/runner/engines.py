"""The readers: how each is built, started and asked."""

import base64
import json
import os
import pathlib
import re
import select
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
NPM = ("zxing-wasm", "qr-scanner-wechat", "jsqr")
JAVA = {"zxing": "ZxingPeer", "boofcv": "BoofcvPeer"}
PEERS = ("zxing", "boofcv", "zxing-wasm", "qr-scanner-wechat", "jsqr", "zbarimg")
ALL = ("ours",) + PEERS
PATIENCE_SECONDS = 60
BROKEN_DOWN = re.compile(r"Aborted\(|\d+$")  # Emscripten's abort, or a C++ exception's address


class Engine:
    """A reader that is asked picture by picture; warm from one to the next."""

    def __init__(self, command):
        self._command = command
        self._process = None

    def read(self, path):
        """Its answer on one file: payloads as bytes, diagnoses, an error, CPU and wall milliseconds.

        A peer whose WebAssembly broke down answers nothing from then on; it is started anew and asked once more.
        """
        answer = self._ask(path)
        if BROKEN_DOWN.match(answer["error"]):
            self.close()
            answer = self._ask(path)
        return answer

    def _ask(self, path):
        if self._process is None:
            self._log = tempfile.TemporaryFile()
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log)
        try:
            self._process.stdin.write(f"{path}\n".encode())
            self._process.stdin.flush()
            line = self._line(PATIENCE_SECONDS)
        except BrokenPipeError:
            line = b""
        if not line:
            self._log.seek(0)
            tail = self._log.read()[-2000:].decode(errors="replace")
            dead = self._process.poll() is not None
            self.close()
            if dead and "Exception" in tail and "main" in tail:
                raise SystemExit(f"{self._command[0]} failed to start:\n{tail}")
            return {
                "payloads": [],
                "diagnoses": [],
                "error": "died" if dead else "timed out",
                "cpu": PATIENCE_SECONDS * 1e3,
                "wall": PATIENCE_SECONDS * 1e3,
            }
        answer = json.loads(line)
        answer["payloads"] = [base64.b64decode(p) for p in answer["payloads"]]
        answer.setdefault("diagnoses", [])
        return answer

    def _line(self, seconds):
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        return self._process.stdout.readline() if ready else b""

    def close(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


class Zbarimg:
    """zbarimg is a command: a process a picture, its start included in its time."""

    def read(self, path):
        began = time.perf_counter()
        process = subprocess.Popen(
            ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        payloads = [line for line in output.split(b"\n") if line]
        return {
            "payloads": payloads,
            "diagnoses": [],
            "error": "",
            "cpu": (usage.ru_utime + usage.ru_stime) * 1e3,
            "wall": (time.perf_counter() - began) * 1e3,
        }

    def close(self):
        pass


def build(names, work, tree=ROOT, deadline_ms=0):
    """Fetches and compiles what the named readers need, and gives them by name; ours is that of the source tree `tree`."""
    work.mkdir(parents=True, exist_ok=True)
    maven = os.environ.get("QRBENCH_MVN", "./mvnw")
    java = _java_home() / "bin"
    jvm = [
        str(java / "java"),
        "-Xmx3g",
        "-XX:ActiveProcessorCount=1",
        "-XX:+UseSerialGC",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        "-Dguice_bytecode_gen_option=DISABLED",
    ]
    engines = {}
    if any(n in JAVA for n in names):
        jars = _class_path(maven, ["-f", str(HERE / "java" / "pom.xml")], work / "peers.classpath")
        classes = _compile(java, work / "peers-classes", jars, ["Harness.java", "ZxingPeer.java", "BoofcvPeer.java"])
        for name in names:
            if name in JAVA:
                engines[name] = Engine(jvm + ["-cp", f"{classes}:{jars}", JAVA[name]])
    if "ours" in names:
        jars = _our_class_path(maven, tree)
        classes = _compile(java, work / "ours-classes", jars, ["Harness.java", "OursReader.java"])
        engines["ours"] = Engine(jvm + ["-cp", f"{classes}:{jars}", "OursReader", str(deadline_ms)])
    if any(n in NPM for n in names):
        target = work / "node"
        target.mkdir(exist_ok=True)
        for file in ("package.json", "peer.mjs"):
            (target / file).write_bytes((HERE / "node" / file).read_bytes())
        if not (target / "node_modules" / "zxing-wasm").exists():
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=target, check=True)
        for name in names:
            if name in NPM:
                engines[name] = Engine(["node", "--no-warnings", str(target / "peer.mjs"), name])
    if "zbarimg" in names:
        engines["zbarimg"] = Zbarimg()
    return {name: engines[name] for name in names}


def _java_home():
    for home in [os.environ.get("JAVA_HOME"), *sorted(map(str, pathlib.Path("/usr/lib/jvm").glob("*25*")))]:
        if home and (pathlib.Path(home) / "bin" / "javac").exists():
            version = subprocess.run([f"{home}/bin/javac", "-version"], capture_output=True, text=True).stdout
            if " 25" in version:
                return pathlib.Path(home)
    raise SystemExit("a JDK 25 is needed: set JAVA_HOME")


def _class_path(maven, options, target):
    if not target.exists():
        subprocess.run(
            [maven, "-q", "-B", "-ntp", *options, "dependency:build-classpath", f"-Dmdep.outputFile={target}"],
            cwd=ROOT,
            check=True,
        )
    return target.read_text().strip()


def _our_class_path(maven, tree):
    """Builds core and adapters-imaging as they stand, and gives their classes and jars."""
    listed = tree / "adapters-imaging" / "target" / "bench.classpath"
    goals = ["compile"]
    if not listed.exists() or listed.stat().st_mtime < max(
        (tree / "adapters-imaging" / "pom.xml").stat().st_mtime, (tree / "pom.xml").stat().st_mtime
    ):
        goals = [
            "test-compile",
            "dependency:build-classpath",
            "-DincludeScope=runtime",
            "-Dmdep.outputFile=target/bench.classpath",
        ]
    subprocess.run([maven, "-q", "-B", "-ntp", "-Dfast", "-pl", "adapters-imaging", "-am", *goals], cwd=tree, check=True)
    jars = [j for j in listed.read_text().strip().split(":") if "/core/target/" not in j and "watchword-core" not in j]
    return ":".join([str(tree / "adapters-imaging" / "target" / "classes"), str(tree / "core" / "target" / "classes"), *jars])


def _compile(java, target, jars, sources):
    target.mkdir(exist_ok=True)
    subprocess.run(
        [str(java / "javac"), "-nowarn", "-d", str(target), "-cp", jars, *[str(HERE / "java" / s) for s in sources]], check=True
    )
    return target
