"""Every error that a user may meet.

TracuuError
├── WrongUse             the call itself is wrong: exit 2, HTTP 400
├── UnknownDocument      HTTP 404
├── NotBuiltYet          promised, not built: exit 1, HTTP 501
├── SourceError          one source cannot be read: a state with a reason, never the end of a run
│   ├── EmptyFile
│   ├── UnsupportedType
│   ├── DamagedFile
│   ├── PasswordProtected
│   ├── NoTextLayer      state `needs_ocr`
│   ├── BadTextLayer     state `bad_text_layer`
│   └── TooLarge
├── LibraryProblem       the library cannot be read or written: HTTP 503
│   └── LibraryDamaged   one of its JSON files is broken: mended by ingesting the original again
├── IndexProblem         HTTP 503
│   ├── IndexInUse       another process holds the embedded index
│   ├── IndexDamaged     mended by `tracuu reindex`
│   └── IndexMismatch    built with another model or version: mended by `tracuu reindex`
└── ModelError           an embedding model that cannot be loaded

Messages are Vietnamese: what, why, and what to do next. `subject` names the file or parameter.
"""

from __future__ import annotations


class TracuuError(Exception):
    """Base of all; `subject` is the file or parameter, `reason` why, `hint` the next step."""

    exit_code = 1
    http_status = 500
    title = "Lỗi"

    def __init__(self, subject: str, reason: str, hint: str = "") -> None:
        self.subject, self.reason, self.hint = subject, reason, hint
        super().__init__(subject, reason, hint)

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}" + (f" {self.hint}" if self.hint else "")


class WrongUse(TracuuError):
    exit_code = 2
    http_status = 400
    title = "Tham số không hợp lệ"


class UnknownDocument(TracuuError):
    http_status = 404
    title = "Không có tài liệu này"


class NotBuiltYet(TracuuError):
    http_status = 501
    title = "Chức năng chưa có"


class SourceError(TracuuError):
    """One source cannot be read; `state` is what the ledger keeps."""

    http_status = 422
    title = "Không đọc được tài liệu"
    state = "failed"


class EmptyFile(SourceError):
    title = "Tệp rỗng"


class UnsupportedType(SourceError):
    http_status = 415
    title = "Loại tệp không được hỗ trợ"


class DamagedFile(SourceError):
    title = "Tệp hỏng"


class PasswordProtected(SourceError):
    title = "Tệp có mật khẩu"


class NoTextLayer(SourceError):
    title = "Tệp không có lớp chữ"
    state = "needs_ocr"


class BadTextLayer(SourceError):
    title = "Lớp chữ hỏng"
    state = "bad_text_layer"


class TooLarge(SourceError):
    http_status = 413
    title = "Tệp quá lớn"


class LibraryProblem(TracuuError):
    http_status = 503
    title = "Thư viện không dùng được"


class LibraryDamaged(LibraryProblem):
    http_status = 500
    title = "Tệp của thư viện bị hỏng"


class IndexProblem(TracuuError):
    http_status = 503
    title = "Chỉ mục không dùng được"


class IndexInUse(IndexProblem):
    title = "Chỉ mục đang được dùng"


class IndexDamaged(IndexProblem):
    title = "Chỉ mục hỏng"


class IndexMismatch(IndexProblem):
    title = "Chỉ mục không khớp với mô hình"


class ModelError(TracuuError):
    title = "Không nạp được mô hình"
