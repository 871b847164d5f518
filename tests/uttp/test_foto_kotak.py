"""What the child does with a picture, asked directly: size, upright, transparency, limits."""

import io

import pytest
from PIL import ExifTags, Image

from metrologi.kotak import Refused
from metrologi.uttp.foto_kotak import MAKS_PIKSEL, emblem, photo
from tests.kotak import musuh


def picture(size=(80, 40), kind="PNG", mode="RGB", **options):
    kept = io.BytesIO()
    Image.new(mode, size, "red").save(kept, kind, **options)
    return kept.getvalue()


def turned():
    """A picture that says that the camera was held upright, and where it was taken."""
    tags = Image.Exif()
    tags[0x0112] = 6
    tags[0x010E] = "Lorong Melati 7"
    return picture(kind="JPEG", exif=tags)


def refusal(job, *args):
    with pytest.raises(Refused) as refused:
        job(*args)
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg_of_at_most_so_many_pixels_a_side(kind):
    found, kept = photo(picture(kind=kind), 20)
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size, shown.mode) == ("JPEG", (20, 10), "RGB")
    assert found == {"lebar": 20, "tinggi": 10, "diambil": ""}


def test_a_small_photo_is_not_blown_up():
    assert photo(picture((8, 6)), 20)[0] == {"lebar": 8, "tinggi": 6, "diambil": ""}


def test_a_photo_stands_upright_and_says_nothing_of_its_camera():
    found, kept = photo(turned(), 200)
    assert found == {"lebar": 40, "tinggi": 80, "diambil": ""}
    with Image.open(io.BytesIO(kept)) as shown:
        assert dict(shown.getexif()) == {}
    assert b"Melati" not in kept


def test_a_photo_tells_when_it_was_taken_beside_it():
    tags = Image.Exif()
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:12:01 09:30:00"
    found, kept = photo(picture(kind="JPEG", exif=tags), 200)
    assert found["diambil"] == "2026:12:01 09:30:00"
    assert b"09:30" not in kept


def test_an_emblem_keeps_its_size_and_what_shines_through():
    found, kept = emblem(picture(mode="RGBA"), 80)
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size, shown.mode) == ("PNG", (80, 40), "RGBA")
    assert found == {"lebar": 80, "tinggi": 40}


def test_an_emblem_with_a_side_too_long_is_refused():
    assert refusal(emblem, picture(), 79) == "sisi"


@pytest.mark.parametrize("job", [photo, emblem])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"bukan gambar", "bukan_foto"),
        (lambda: picture(kind="GIF", mode="P"), "bukan_foto"),
        (musuh.broken_jpeg, "bukan_foto"),
        (musuh.only_a_name, "bukan_foto"),
        (musuh.huge_dimensions, "besar"),
        (lambda: musuh.png(10_000, MAKS_PIKSEL // 10_000 + 1, b""), "besar"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_by_its_reason(job, make, code):
    assert refusal(job, make(), 20_000) == code
