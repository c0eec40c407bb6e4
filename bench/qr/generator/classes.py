"""All classes of the benchmark, by name, in the order of the tables."""

from beyond import beyond
from combos import combo
from drawn import (
    clean_light,
    dark_inverted,
    dense,
    logo,
    migration_qr,
    multi,
    no_quiet,
    parts,
    small_4k,
    styled_color,
    styled_dots,
    styled_rounded,
)
from files import formats, heic_avif
from hidden import colour_only, covered_finder
from negatives import negative
from scenes import huge_photo, moire, occlusion, photo_screen, print_curl
from spoiled import blur, downscaled, jpeg, lighting, low_contrast, messenger, mirrored, noise, rotated, tight_crop

CLASSES = {
    recipe.__name__: recipe
    for recipe in [
        clean_light,
        dark_inverted,
        styled_dots,
        styled_rounded,
        styled_color,
        colour_only,
        logo,
        small_4k,
        multi,
        no_quiet,
        tight_crop,
        rotated,
        dense,
        downscaled,
        jpeg,
        blur,
        noise,
        low_contrast,
        lighting,
        photo_screen,
        moire,
        occlusion,
        covered_finder,
        messenger,
        mirrored,
        print_curl,
        migration_qr,
        formats,
        heic_avif,
        parts,
        combo,
        huge_photo,
        negative,
        beyond,
    ]
}

# Some classes need more: what looks like a code and is none, each cause of failure, each kind of file.
COUNTS = {"negative": 6, "beyond": 4, "formats": 1.55}
SLOW = ("huge_photo", "negative", "beyond", "small_4k")
