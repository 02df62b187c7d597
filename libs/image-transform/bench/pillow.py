"""Four JPEGs of the photo named on the command line, as fast as Pillow can: one decode, shrunk while it reads
where that is large enough, each size from the one above it, no colour conversion (the profile is sRGB).
Answers each line on standard input with the CPU milliseconds it took and the sizes, as JSON."""

import io
import json
import sys
import time

from PIL import Image, ImageOps

QUALITY = 80


def render(path):
    with Image.open(path) as photo:
        turned = photo.getexif().get(0x0112, 1) >= 5
        width, height = reversed(photo.size) if turned else photo.size
        sizes = [("large", 1920), ("medium", 1280), ("small", 640)]
        targets = [(name, (side, round(height * side / width))) for name, side in sizes]
        largest = targets[0][1]
        stored = tuple(reversed(largest)) if turned else largest
        photo.draft("RGB", stored)
        picture = ImageOps.exif_transpose(photo.resize(stored, Image.Resampling.LANCZOS))
    made = []
    for name, size in targets:
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.LANCZOS)
        made.append(save(name, picture))
    made.append(save("thumb", ImageOps.fit(picture, (200, 200), Image.Resampling.LANCZOS)))
    return list(reversed(made))


def save(name, picture):
    picture.info.clear()
    picture.save(io.BytesIO(), "JPEG", quality=QUALITY)
    return {"name": name, "width": picture.width, "height": picture.height}


for _ in sys.stdin:
    before = time.process_time()
    made = render(sys.argv[1])
    print(json.dumps({"cpu": (time.process_time() - before) * 1000, "made": made}), flush=True)
