"""An old office PC: an office of 5,000 entries, its pages served on one core.

The programs are those that `cargo test` built, whose own code is about eight times slower than
released. That is the throttle. What a person waits for again and again holds the limits of the
reference PC in it all the same; what is made once takes `ONCE` times as long at most."""

import contextlib
import csv
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import tempfile
import time
import typing
from pathlib import Path

ENTRIES = 5000
OFFICE = "7371"
# Limits of the reference PC, in milliseconds.
START, PAGE, SEARCH = 3000, 300, 100
# Less than half of what the debug programs cost.
ONCE = 3
IDLE_SECONDS = 5


class Limits(typing.NamedTuple):
    """What a state of an office is held to."""
    # How many times as long as on the reference PC a start and a page may take.
    times: int
    # MB that the program allocated. It may have 64 in all; a released one maps some 16 of its own
    # file, and this one more than 30.
    memory: int
    # Seconds of processor time in `IDLE_SECONDS` without anyone at the desk.
    idle: float


RECEIVED = Limits(times=1, memory=36, idle=0.1)
# Nobody drafts 5,000 entries without sending one. Who does keeps each as it is sent beside what the
# pages show of it, once: the sync, which tries 1, 2, 4 up to 60 seconds apart, has the office of the
# pages.
UNSENT = Limits(times=ONCE, memory=48, idle=0.1)
COMMAND_SECONDS = 300

PAGES = ["/", "/daftar", "{entry}", "{entry}/ubah", "{entry}/riwayat", "/entri/baru", "/persetujuan", "/sinkron",
         "/kesehatan", "/ekspor", "/arsip", "/impor", "/orang", "/penetapan", "/konflik", "/sampah", "/siapa"]
# What is looked for, and whether something is found.
SEARCHES = {
    "exact": ("cari=notulen+rapat+tertutup", True),
    "prefix": ("cari=notu", True),
    "typo": ("cari=notulem+rapat", True),
    "nothing": ("cari=zzzzqq", False),
    "status": ("status=draft", True),
    "ground": ("dasar=17.i", True),
    "kind": ("jenis=Notulen", True),
    "year": ("tahun=2026", True),
    "both": ("cari=rapat&dasar=17.i", True),
    "sorted": ("urut=nama", True),
    "last page": ("halaman=100", True),
}


def check(base: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder, away() as nobody:
        data, request = f"{folder}/office", f"{folder}/join.json"
        kecuali(data, "init", "--trust-root", os.environ["OUTSIDE_ROOT"], "--office", OFFICE, "--server", nobody)
        kecuali(data, "join", "--person", "rina:Rina Wijaya:PPID:ppid", "--out", request)
        write_list(f"{folder}/daftar.csv")
        kecuali(data, "import", f"{folder}/daftar.csv", "--yes")
        wrong = look(data, "unsent, server away", UNSENT)
        ri = str(Path(os.environ["OUTSIDE_ROOT"]).with_name("RI"))
        kecuali(ri, "--as", "adi", "roster", "grant", request, "--yes")
        kecuali(ri, "sync", "--server", base)
        kecuali(data, "sync", "--server", base)
        # What the log came to is read once, and kept: that the next start need not.
        kecuali(data, "entry", "list")
        return wrong + look(data, "received", RECEIVED)


def look(data: str, state: str, limits: Limits) -> list[str]:
    """Starts the pages on one core, and gives what takes too long or too much."""
    with served(data) as (pages, clock):
        pages.get("/")
        start = clock.passed()
        listed = pages.get("/daftar")
        entry = re.search(rf"/entri/{OFFICE}-\w+", listed[1])[0]
        paths = [path.format(entry=entry) for path in PAGES]
        first = {"/daftar": listed[0]} | {path: pages.get(path)[0] for path in paths[2:]}
        again = {path: statistics.median(pages.get(path)[0] for _ in range(3)) for path in paths}
        searches, wrong = {}, []
        for name, (query, finds) in SEARCHES.items():
            answers = [pages.get(f"/daftar?{query}") for _ in range(5)]
            searches[name] = statistics.median(time for time, _ in answers)
            if (f"/entri/{OFFICE}-" in answers[0][1]) != finds:
                wrong.append(f"{name}: {'nothing' if finds else 'something'} is found")
        had, used = pages.own_memory(), pages.idle()
    wrong += over("start", {"first page": start}, START * limits.times) + over("first showing", first, PAGE * ONCE)
    wrong += over("page", again, PAGE * limits.times) + over("search", searches, SEARCH)
    if had >= limits.memory:
        wrong.append(f"{had:.0f} MB of its own, more than {limits.memory}")
    if used > limits.idle:
        wrong.append(f"{used:.2f} s of processor time in {IDLE_SECONDS} s in which nobody did anything")
    print(f"    {state}: start {start:.0f} ms, first showing {worst(first)}, page {worst(again)}, "
          f"search {worst(searches)}, {had:.0f} MB of its own, idle {used:.2f} s of {IDLE_SECONDS}", flush=True)
    return [f"{state}: {what}" for what in wrong]


def over(kind: str, times: dict[str, float], most: float) -> list[str]:
    return [f"{kind} {name}: {time:.0f} ms, more than {most}" for name, time in times.items() if time >= most]


def worst(times: dict[str, float]) -> str:
    name = max(times, key=times.get)
    return f"{times[name]:.0f} ms at most ({name})"


class Pages:
    """The pages of an office, logged in."""

    def __init__(self, process: subprocess.Popen, port: int, link: str):
        self.process, self.port, self.cookie = process, port, ""
        self.cookie = self.ask(link)[0].getheader("set-cookie").split(";")[0]

    def ask(self, path: str):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Cookie": self.cookie} if self.cookie else {})
            answer = connection.getresponse()
            body = answer.read().decode()
        if answer.status != 200:
            raise ValueError(f"{path}: {answer.status}")
        return answer, body

    def get(self, path: str) -> tuple[float, str]:
        """How long a page takes, in milliseconds, and what it says."""
        clock = Clock(self.process.pid)
        _, body = self.ask(path)
        return clock.passed(), body

    def own_memory(self) -> float:
        """The most it ever had, in MB, without what is mapped of files."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        most, files = (int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) for name in ("VmHWM", "RssFile"))
        return (most - files) / 1000

    def idle(self) -> float:
        """The processor time of a while in which nobody asks for anything."""
        before = self.processor_time()
        time.sleep(IDLE_SECONDS)
        return self.processor_time() - before

    def processor_time(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Clock:
    """What goes by for a process, without the time in which others of this machine had its core."""

    def __init__(self, process: int):
        self.tasks = Path(f"/proc/{process}/task")
        self.began, self.before = time.monotonic(), self.read()

    def read(self) -> dict[str, tuple[int, int]]:
        """Of each thread, the nanoseconds in which it ran, and in which it was ready and did not."""
        found = {}
        for task in self.tasks.iterdir():
            # One may end meanwhile.
            with contextlib.suppress(OSError):
                ran, waited, _ = (task / "schedstat").read_text().split()
                found[task.name] = (int(ran), int(waited))
        return found

    def passed(self) -> float:
        """Milliseconds since it was made."""
        passed = (time.monotonic() - self.began) * 1000
        gone = [(ran - was[0], waited - was[1]) for task, (ran, waited) in self.read().items()
                for was in [self.before.get(task, (0, 0))]]
        ran, waited = (sum(all_of) / 1e6 for all_of in zip(*gone))
        # Its threads wait for each other as well, so it took no less than what all of them ran.
        return max(passed - waited, min(ran, passed))


@contextlib.contextmanager
def served(data: str):
    """The pages of a folder on one core, and a clock from their start on."""
    core = min(os.sched_getaffinity(0))
    process = subprocess.Popen(
        [program(), "--data", data, "serve", "--no-browser"], stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    clock = Clock(process.pid)
    try:
        said = next(found for line in process.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)(/masuk\S*)", line)))
        yield Pages(process, int(said[1]), said[2]), clock
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextlib.contextmanager
def away():
    """The address of a server that is away: its port is taken, and nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def write_list(path: str):
    """A list as an office has one, each row of other words."""
    drawn = random.Random(5000)
    what = ["Berkas", "Daftar", "Rekaman", "Laporan", "Notulen", "Naskah", "Rekam medis", "Data pribadi", "Kontrak"]
    about = ["pegawai", "pemilih", "bakal calon", "pemeriksaan kesehatan", "pengadaan", "gudang logistik", "sengketa",
             "jaringan komputer", "pengaduan", "rapat tertutup", "kas bendahara", "badan adhoc", "verifikasi"]
    where = ["kecamatan", "kelurahan", "kabupaten", "gudang", "kantor", "sekretariat", "TPS"]
    bases = ["UU 14 Tahun 2008 Pasal 17 huruf h angka 3", "UU 14 Tahun 2008 Pasal 17 huruf i"]
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Informasi", "Uraian", "Jenis dokumen", "Dasar hukum", "Akibat bila dibuka", "Jangka waktu",
                       "Penanggung jawab", "Tahun register"])
        for number in range(ENTRIES):
            kind = drawn.choice(what)
            rows.writerow([
                f"{kind} {drawn.choice(about)} {drawn.choice(where)} {number}", " ".join(drawn.choices(about, k=8)),
                kind, bases[number % 2], f"Mengungkap {drawn.choice(about)}", f"{drawn.choice([3, 5, 10])} tahun",
                "Sekretaris", 2020 + number % 7,
            ])


def program() -> str:
    return str(Path(os.environ["OUTSIDE_PROGRAMS"], "kecuali"))


def kecuali(data: str, *order: str):
    command = [program(), "--data", data, "--no-input", *order]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False)
    if ran.returncode != 0:
        raise RuntimeError(f"kecuali {' '.join(order)}: {ran.stderr or ran.stdout}")
