"""The kinds of file that a picture may come as, written by Pillow, OpenCV, Chromium, libheif, or by hand where none of them does."""

import io
import os
import struct
import subprocess
import tempfile
import zlib

import cv2
import numpy as np
from PIL import Image


def _pil(image):
    return Image.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))


def _save(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def interlaced_png(image):
    """Adam7, 8-bit RGB."""
    rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
    h, w = rgb.shape[:2]
    raw = b""
    for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        part = rgb[y0::dy, x0::dx]
        if part.size:
            raw += b"".join(b"\0" + row.tobytes() for row in part)

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 2, 0, 0, 1))
        + chunk(b"IDAT", zlib.compress(raw, 6))
        + chunk(b"IEND", b"")
    )


def see_through(image, ink):
    """RGBA of which only the dark parts are there, drawn in `ink`, on nothing."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    rgba = np.zeros(grey.shape + (4,), np.uint8)
    rgba[..., :3] = ink
    rgba[..., 3] = 255 - grey
    return _save(Image.fromarray(rgba), "PNG")


# EXIF orientation: what a writer does to the upright pixels so that the tag turns them back.
TURNS = {
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, 1),
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: lambda a: np.rot90(a, 3),
}


def exif_jpeg(image, orientation):
    turned = np.ascontiguousarray(TURNS[orientation](image))
    exif = Image.Exif()
    exif[0x0112] = orientation
    return _save(_pil(turned), "JPEG", quality=88, exif=exif)


def grey16_png(image):
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.uint16) * 257
    return cv2.imencode(".png", grey)[1].tobytes()


def rgb16_png(image):
    return cv2.imencode(".png", image.astype(np.uint16) * 257)[1].tobytes()


def palette_see_through(image):
    picture = _pil(image).quantize(32)
    return _save(picture, "PNG", transparency=int(np.argmax(np.bincount(np.array(picture).ravel()))))


def pages_tiff(image):
    blank = Image.new("RGB", (400, 300), "white")
    return _save(blank, "TIFF", save_all=True, append_images=[_pil(image)], compression="tiff_lzw")


def pages_pdf(image):
    blank = Image.new("RGB", (400, 300), "white")
    return _save(blank, "PDF", save_all=True, append_images=[_pil(image)], resolution=96)


def animated(image, kind, **options):
    other = Image.new("RGB", (image.shape[1], image.shape[0]), "#888")
    return _save(_pil(image), kind, save_all=True, append_images=[other], duration=400, loop=0, **options)


KINDS = {
    "cmyk_jpg": ("jpg", lambda im: _save(_pil(im).convert("CMYK"), "JPEG", quality=88)),
    "grey_jpg": ("jpg", lambda im: _save(_pil(im).convert("L"), "JPEG", quality=85)),
    "progressive_jpg": ("jpg", lambda im: _save(_pil(im), "JPEG", quality=80, progressive=True)),
    "jpg_444": ("jpg", lambda im: _save(_pil(im), "JPEG", quality=80, subsampling=0)),
    "exif_6_jpg": ("jpg", lambda im: exif_jpeg(im, 6)),
    "exif_8_jpg": ("jpg", lambda im: exif_jpeg(im, 8)),
    "exif_3_jpg": ("jpg", lambda im: exif_jpeg(im, 3)),
    "exif_5_jpg": ("jpg", lambda im: exif_jpeg(im, 5)),
    "grey16_png": ("png", grey16_png),
    "rgb16_png": ("png", rgb16_png),
    "interlaced_png": ("png", interlaced_png),
    "palette_png": ("png", lambda im: _save(_pil(im).quantize(16), "PNG")),
    "palette_see_through_png": ("png", palette_see_through),
    "one_bit_png": ("png", lambda im: _save(_pil(im).convert("L").point(lambda v: 255 * (v > 128)).convert("1"), "PNG")),
    "black_on_nothing_png": ("png", lambda im: see_through(im, 0)),
    "white_on_nothing_png": ("png", lambda im: see_through(im, 255)),
    "gif": ("gif", lambda im: _save(_pil(im).quantize(128), "GIF")),
    "animated_gif": ("gif", lambda im: animated(im, "GIF")),
    "bmp": ("bmp", lambda im: _save(_pil(im), "BMP")),
    "bmp_palette": ("bmp", lambda im: _save(_pil(im).quantize(64), "BMP")),
    "bmp_one_bit": ("bmp", lambda im: _save(_pil(im).convert("1"), "BMP")),
    "webp_lossy": ("webp", lambda im: _save(_pil(im), "WEBP", quality=60)),
    "webp_lossless": ("webp", lambda im: _save(_pil(im), "WEBP", lossless=True)),
    "webp_animated": ("webp", lambda im: animated(im, "WEBP", lossless=True)),
    "tiff_lzw": ("tif", lambda im: _save(_pil(im), "TIFF", compression="tiff_lzw")),
    "tiff_deflate": ("tif", lambda im: _save(_pil(im), "TIFF", compression="tiff_adobe_deflate")),
    "tiff_fax": ("tif", lambda im: _save(_pil(im).convert("1"), "TIFF", compression="group4")),
    "tiff_second_page": ("tif", pages_tiff),
    "pdf_picture": ("pdf", lambda im: _save(_pil(im), "PDF", resolution=96)),
    "pdf_second_page": ("pdf", pages_pdf),
    "pdf_drawn": ("pdf", None),  # by the browser, as vectors
}


def high_efficiency(image, kind):
    """HEIC or AVIF by libheif's command; the picture's turn is left to the file's own box."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "a.png"), os.path.join(folder, f"a.{kind}")
        cv2.imwrite(source, image)
        command = ["heif-enc", "-q", "60", "-o", target] + (["-A"] if kind == "avif" else []) + [source]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(target, "rb") as file:
            return file.read()
