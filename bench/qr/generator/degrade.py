"""What happens to pictures on their way: optics, sensors, paper, light, codecs."""

import cv2
import numpy as np

from picture import homography


def jpeg_bytes(image, quality, subsampling=True):
    flags = [cv2.IMWRITE_JPEG_QUALITY, int(quality)]
    return cv2.imencode(".jpg", image, flags)[1].tobytes()


def jpeg(image, quality):
    return cv2.imdecode(np.frombuffer(jpeg_bytes(image, quality), np.uint8), cv2.IMREAD_COLOR)


def gauss(image, sigma):
    return cv2.GaussianBlur(image, (0, 0), sigma)


def disc(image, radius):
    """Out of focus: the mean over a disc."""
    r = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-r : r + 1, -r : r + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)


def motion(image, length, angle):
    """Moved: the mean along a line."""
    r = int(np.ceil(length / 2)) + 1
    kernel = np.zeros((8 * (2 * r + 1),) * 2, np.float32)
    mid = len(kernel) / 2
    dx, dy = np.cos(angle) * length * 4, np.sin(angle) * length * 4
    cv2.line(kernel, (round(mid - dx), round(mid - dy)), (round(mid + dx), round(mid + dy)), 1.0, 8)
    kernel = cv2.resize(kernel, (2 * r + 1, 2 * r + 1), interpolation=cv2.INTER_AREA)
    return cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)


def gaussian_noise(rng, image, sigma, grey=False):
    shape = image.shape[:2] + ((1,) if grey else (3,))
    noise = rng.standard_normal(shape, np.float32) * sigma
    return np.clip(image.astype(np.float32) + noise, 0, 255).astype(np.uint8)


def salt_and_pepper(rng, image, share):
    out = image.copy()
    r = rng.random(image.shape[:2], np.float32)
    out[r < share / 2] = 0
    out[r > 1 - share / 2] = 255
    return out


def photon_noise(rng, image, photons):
    """Shot noise of a sensor whose white is `photons` electrons."""
    return np.clip(rng.poisson(image.astype(np.float32) / 255 * photons) / photons * 255, 0, 255).astype(np.uint8)


def smooth_field(rng, width, height, cells):
    """Values 0 to 1 that change over about a `cells`-th of the picture."""
    small = rng.random((cells + 2, int(cells * width / max(height, 1)) + 2), np.float32)
    return np.clip(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)


def backdrop(rng, width, height):
    """What lies behind a screen or a sheet: a desk, a wall, things."""
    base = np.zeros((height, width, 3), np.float32)
    for cells, weight in ((2, 0.6), (7, 0.25), (40, 0.15)):
        for c in range(3):
            base[..., c] += smooth_field(rng, width, height, cells) * weight
    tint = rng.uniform(0.3, 1, 3)
    image = base * tint * 220 + 15
    kind = int(rng.integers(3))
    if kind == 0:  # wood: stretched grain
        grain = cv2.resize(rng.random((height // 2 + 1, 8), np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
        image = image * 0.5 + (grain[..., None] * [40, 60, 90] + [30, 60, 95]) * 0.8
    elif kind == 1:  # woven: a fine check
        y, x = np.mgrid[:height, :width]
        image *= (0.85 + 0.15 * np.sign(np.sin(x / 3.1) * np.sin(y / 2.7)))[..., None]
    image = np.clip(image, 0, 255).astype(np.uint8)
    for _ in range(int(rng.integers(3, 10))):
        colour = tuple(int(v) for v in rng.integers(0, 255, 3))
        x, y = int(rng.integers(width)), int(rng.integers(height))
        r = int(rng.uniform(0.02, 0.15) * max(width, height))
        what = int(rng.integers(4))
        if what == 0:
            cv2.circle(image, (x, y), r, colour, -1, cv2.LINE_AA)
        elif what == 1:
            points = cv2.boxPoints(((x, y), (2 * r, r * float(rng.uniform(0.2, 1))), float(rng.uniform(0, 180))))
            cv2.fillPoly(image, [points.astype(np.int32)], colour, cv2.LINE_AA)
        elif what == 2:
            cv2.putText(
                image,
                str(rng.choice(["notes", "42", "Tel. 555", "TODO", "coffee", "MEMO"])),
                (x, y),
                cv2.FONT_HERSHEY_SIMPLEX,
                r / 40,
                colour,
                max(1, r // 25),
                cv2.LINE_AA,
            )
        else:
            cv2.line(image, (x, y), (int(rng.integers(width)), int(rng.integers(height))), colour, max(1, r // 20), cv2.LINE_AA)
    return image


def camera_matrix(source, target, yaw, pitch, roll, zoom, shift=(0, 0), focal=1.3):
    """The homography of a flat picture of size `source` seen by a pinhole camera with a picture of size `target`.

    Angles in degrees; `zoom` is the size of the picture in the target (target pixels a source pixel) where it is met head-on.
    """
    sw, sh = source
    tw, th = target
    f = focal * max(tw, th)
    yaw, pitch, roll = np.radians([yaw, pitch, roll])
    ry = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    rx = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    rz = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    rotation = rz @ rx @ ry
    to_plane = np.array([[zoom, 0, -zoom * sw / 2], [0, zoom, -zoom * sh / 2], [0, 0, 1]])
    # A point of the plane (X, Y, 0) is turned and pushed f away: (x, y) = f * (RX + t) / (f + RZ)
    plane = np.column_stack([rotation[:, 0], rotation[:, 1], [0, 0, f]])
    project = np.array([[f, 0, tw / 2 + shift[0]], [0, f, th / 2 + shift[1]], [0, 0, 1]])
    m = project @ plane @ to_plane
    return m / m[2, 2]


def shade(shot, factor):
    """The picture multiplied by a field of the same size."""
    return shot.with_image(np.clip(shot.image.astype(np.float32) * factor[..., None], 0, 255).astype(np.uint8))


def bend(shot, kind, amount, across, rng):
    """A sheet that does not lie flat: a cylinder, a wave or a fold; `amount` is the rise in shares of the width.

    Seen a little from above: points shift along x by foreshortening and along y by their height.
    """
    image = cv2.rotate(shot.image, cv2.ROTATE_90_CLOCKWISE) if across else shot.image
    h, w = image.shape[:2]
    u = np.arange(w + 1, dtype=np.float64)
    t = u / w
    if kind == "cylinder":
        angle = amount * 2.2
        arc = (t - 0.5) * 2 * angle
        x, z = np.sin(arc) / (2 * angle) * w, (1 - np.cos(arc)) / (2 * angle) * w
    elif kind == "wave":
        periods, phase = rng.uniform(1.0, 2.2), rng.uniform(0, 2 * np.pi)
        z = amount * 0.35 * w / periods * np.sin(2 * np.pi * periods * t + phase)
        dz = np.gradient(z, u)
        x = np.cumsum(np.sqrt(np.clip(1 - dz**2, 0.05, 1)))
    else:  # fold: two planes with a soft ridge
        ridge = rng.uniform(0.3, 0.7)
        slope = amount * 1.1 * np.tanh((t - ridge) * 18)
        x, z = np.cumsum(np.cos(slope)), -np.cumsum(np.sin(slope))
    lift = 0.35 if kind != "fold" else 0.3
    x = x - x.min()
    y_shift = (z - z.mean()) * lift
    nw, nh = int(np.ceil(x.max())), int(np.ceil(h + np.ptp(y_shift)))
    top = -y_shift.min()
    columns = np.arange(nw) + 0.5
    back_u = np.interp(columns, x, u)
    rise = np.interp(back_u, u, y_shift)
    map_x = np.repeat((back_u - 0.5)[None], nh, 0).astype(np.float32)
    map_y = (np.arange(nh)[:, None] - top - rise[None]).astype(np.float32)
    out = cv2.remap(image, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(96, 96, 96))
    slope = np.gradient(z, u)
    light = np.clip(1 - 0.45 * np.interp(back_u, u, slope), 0.35, 1.15)
    out = np.clip(out * light[None, :, None], 0, 255).astype(np.uint8)

    def forward(p):
        q = np.stack([shot.image.shape[0] - p[:, 1], p[:, 0]], 1) if across else p
        return np.stack([np.interp(q[:, 0], u, x), q[:, 1] + np.interp(q[:, 0], u, y_shift) + top], 1)

    return shot.map(out, forward)


def subpixels(image):
    """An LCD seen close: each pixel becomes 3 x 3, its colours side by side, a dark line below."""
    big = cv2.resize(image, None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
    mask = np.zeros((3, 3, 3), np.float32)
    mask[:, 0, 2] = mask[:, 1, 1] = mask[:, 2, 0] = 1.0  # R, G, B stripes in BGR order
    mask[2] *= 0.45
    mask = mask * 0.85 + 0.1
    h, w = big.shape[:2]
    tiled = np.tile(mask, (h // 3, w // 3, 1))
    return np.clip(big * tiled * 1.25, 0, 255).astype(np.uint8)


def bezel(shot):
    """The picture on a screen with a dark edge."""
    edge = max(3, round(0.012 * max(shot.size)))
    image = cv2.copyMakeBorder(shot.image, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(24, 22, 20))
    return shot.map(image, lambda p: p + edge)


def aim(rng, shot, size, zoom, angles, wander=0.22):
    """A camera that has all codes in its picture: the matrix and its angles.

    `angles` gives (yaw, pitch, roll) anew for each try; the codes' middle comes to lie within `wander` of the middle.
    """
    points = np.concatenate([code.lattice[:: code.symbol.size, :: code.symbol.size].reshape(-1, 2) for code in shot.codes])
    for _ in range(200):
        yaw, pitch, roll = angles()
        matrix = camera_matrix(shot.size, size, yaw, pitch, roll, zoom)
        seen = cv2.perspectiveTransform(points[None], matrix)[0]
        target = np.array(size) * (0.5 + rng.uniform(-wander, wander, 2))
        move = target - seen.mean(0)
        if (seen + move > 4).all() and (seen + move < np.array(size) - 4).all():
            matrix = np.array([[1, 0, move[0]], [0, 1, move[1]], [0, 0, 1]]) @ matrix
            return matrix, {"yaw": round(float(yaw), 1), "pitch": round(float(pitch), 1), "roll": round(float(roll), 1)}
    raise ValueError("the codes do not fit into the picture")


def photograph(shot, size, matrix, zoom, scene):
    """The picture as an object in a scene, seen from a camera; the scene is painted over."""
    if zoom < 0.75:  # the lens averages: reduce before the warp so that no detail folds back
        small = cv2.resize(shot.image, None, fx=zoom * 1.2, fy=zoom * 1.2, interpolation=cv2.INTER_AREA)
        fx, fy = small.shape[1] / shot.size[0], small.shape[0] / shot.size[1]
        shot = shot.map(small, lambda p: p * [fx, fy])
        matrix = matrix @ np.diag([1 / fx, 1 / fy, 1])
    w, h = shot.size
    corners = cv2.perspectiveTransform(np.array([[[0, 0], [w, 0], [w, h], [0, h]]], np.float64), matrix)[0]
    low = np.maximum(0, np.floor(corners.min(0)) - 2).astype(int)
    high = np.minimum(size, np.ceil(corners.max(0)) + 2).astype(int)
    shift = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1.0]])
    view = scene[low[1] : high[1], low[0] : high[0]]
    part = homography(shot, shift @ matrix, (int(high[0] - low[0]), int(high[1] - low[1])), view)
    scene[low[1] : high[1], low[0] : high[0]] = part.image
    return part.map(scene, lambda p: p + low)
