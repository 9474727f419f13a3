"""LibreOffice as a converter: one file in, a DOCX with its fonts and tables out."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from corpus.errors import DamagedFile, PasswordProtected
from ingest.files import DOC, ODT, RTF
from ingest.tools import LIBREOFFICE, Limits, run

LIMITS = Limits(seconds=120, memory=6_000_000_000)

KINDS = {DOC: "tệp Word đời cũ (.doc)", RTF: "tệp RTF", ODT: "tệp OpenDocument (.odt)"}
NAMES = {DOC: "input.doc", RTF: "input.rtf", ODT: "input.odt"}
RESAVE = "Hãy mở bằng Word, lưu thành .docx rồi thử lại."

_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir", "out")
_LOCKED = re.compile(r"encrypted|password", re.IGNORECASE)

_SCRIPTING, _INTERNET = "org.openoffice.Office.Common/Security/Scripting", "org.openoffice.Inet/Settings"
_SETTINGS = (  # no macro runs, no link is followed, and what still asks the network gets no answer
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
)


def to_docx(data: bytes, *, source: str, media_type: str) -> bytes:
    """The file as DOCX; raises where LibreOffice is missing, takes too long or cannot open it."""
    kind, name = KINDS[media_type], NAMES[media_type]
    with tempfile.TemporaryDirectory(prefix="tracuu-") as temporary:
        folder = Path(temporary)
        (folder / name).write_bytes(data)
        options = [f"-env:UserInstallation={_profile(folder).as_uri()}", *_OPTIONS, name]
        outcome = run(LIBREOFFICE, options, folder=folder, limits=LIMITS, source=source, kind=kind)
        made = folder / "out" / "input.docx"
        if made.is_file():
            return made.read_bytes()
    if _LOCKED.search(outcome.stderr):
        raise PasswordProtected(source, f"{kind} có mật khẩu.", "Hãy bỏ mật khẩu rồi thử lại.")
    raise DamagedFile(source, f"{kind} bị hỏng, LibreOffice không mở được.", RESAVE)


def _profile(folder: Path) -> Path:
    """A profile of its own: two runs never meet, and the user's settings and macros stay out."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    items = "\n".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    )
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(f"{head}\n{items}\n</oor:items>\n", encoding="utf-8")
    return profile
