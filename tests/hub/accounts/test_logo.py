"""A company's logo: what is taken, what is thrown out of it, and that it reaches the paper."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from depesch.hub.accounts.logo import JPEG, MOST_BYTES, PNG, BadLogo, logo_bytes, picture_of, remove_logo, save_logo
from depesch.hub.history.models import EventRow
from depesch.hub.tenancy.models import Company, CompanyLogo
from depesch.hub.tenancy.scope import acting_for
from depesch.rendering.pdf import render_pdf
from tests.rendering.samples import short_invoice

ACTOR = "user:test"


def drawn(kind: str = "PNG", size: tuple[int, int] = (200, 80), **more: object) -> bytes:
    """Return a picture as a drawing program writes it."""
    image = Image.new(str(more.pop("mode", "RGB")), size, "#0b5a50")
    buffer = BytesIO()
    image.save(buffer, kind, **more)
    return buffer.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (drawn(), PNG),
        (drawn(mode="RGBA"), PNG),
        (drawn(mode="P"), PNG),
        (drawn(mode="1"), PNG),
        (drawn("JPEG"), JPEG),
        (drawn("JPEG", progressive=True), JPEG),
        (drawn("JPEG", mode="L", restart_marker_blocks=2), JPEG),
    ],
)
def test_what_drawing_programs_write_is_taken(content: bytes, media_type: str) -> None:
    picture = picture_of(content)
    assert (picture.media_type, picture.width_px, picture.height_px) == (media_type, 200, 80)
    assert Image.open(BytesIO(picture.content)).convert("RGB").tobytes() == (
        Image.open(BytesIO(content)).convert("RGB").tobytes()
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_only_the_picture_is_kept(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Kvarngatan 4, hemma hos Astrid"
    content = drawn(kind, exif=exif) + b"<script>alert(1)</script>"
    kept = picture_of(content).content
    assert b"Kvarngatan" in content
    assert b"Kvarngatan" not in kept
    assert b"<script>" not in kept


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not-a-picture"),
        (b"GIF89a" + bytes(40), "not-a-picture"),
        (b"\x89PNG\r\n\x1a\n<html>", "broken-picture"),
        (drawn()[:-30], "broken-picture"),
        (drawn().replace(b"IDAT", b"IDAX"), "broken-picture"),
        (drawn("JPEG")[:60], "broken-picture"),
        (b"\xff\xd8\xff\xe0", "broken-picture"),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", "broken-picture"),
        (drawn(size=(5000, 20)), "too-large"),
        (drawn(size=(4, 4)), "too-small"),
        (drawn() + bytes(MOST_BYTES), "too-many-bytes"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(BadLogo, match=code):
        picture_of(content)


def test_a_picture_that_unpacks_to_more_than_it_says_is_refused() -> None:
    head = struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0)
    bomb = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(50_000_000))) + chunk(b"IEND", b"")
    with pytest.raises(BadLogo, match="broken-picture"):
        picture_of(b"\x89PNG\r\n\x1a\n" + bomb)


def test_a_sound_frame_round_a_broken_picture_is_refused_before_it_can_stop_an_invoice(nordbygg: Company) -> None:
    content = bytearray(drawn("JPEG"))
    at = content.index(b"\xff\xc4")  # a table without which nothing can be decoded
    content[at : at + 30] = b"\xff\xc4\x00\x1c" + b"\xfe" * 26
    with pytest.raises(BadLogo):
        save_logo(nordbygg, bytes(content), actor=ACTOR)
    assert logo_bytes(nordbygg.pk) is None


@pytest.mark.row("S-146")
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_logo_stands_on_the_invoice(nordbygg: Company, kind: str) -> None:
    save_logo(nordbygg, drawn(kind), actor=ACTOR)
    without = render_pdf(short_invoice(), language="sv")
    with_it = render_pdf(short_invoice(), language="sv", logo=logo_bytes(nordbygg.pk))
    assert [pictures(pdf) for pdf in (without, with_it)] == [0, 1]


def test_a_logo_is_changed_and_removed_and_both_are_recorded(nordbygg: Company) -> None:
    save_logo(nordbygg, drawn(), actor=ACTOR)
    save_logo(nordbygg, drawn(), actor=ACTOR)  # the same once more changes nothing
    remove_logo(nordbygg, actor=ACTOR)
    remove_logo(nordbygg, actor=ACTOR)
    with acting_for(nordbygg.pk):
        assert not CompanyLogo.objects.exists()
        kinds = list(EventRow.objects.order_by("sequence").values_list("kind", flat=True))
    assert kinds == ["company.logo_changed", "company.logo_removed"]


def pictures(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return sum(len(page.get_images()) for page in opened.pages)
