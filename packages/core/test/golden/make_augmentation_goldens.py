"""Golden values of the affine warp: PyTorch's grid_sample, bilinear, black outside, in float64.

usage: python make_augmentation_goldens.py      (writes augmentation.golden.json beside this file; needs torch)
Each output pixel p' reads the image at inv(C T R Z S C^-1) p', where C moves the origin to the image's centre: 3x3 matrices
in pixels, inverted by torch.linalg.inv. The y axis points down, so that a positive angle turns clockwise.
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(0)


def matrix(*rows):
    return torch.tensor(rows, dtype=torch.float64)


def warp(image, shiftX=0, shiftY=0, rotation=0, zoom=1, shearX=0, shearY=0):
    height, width, _ = image.shape
    centre = matrix([1, 0, (width - 1) / 2], [0, 1, (height - 1) / 2], [0, 0, 1])
    a = math.radians(rotation)
    turn = matrix([math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1])
    shift = matrix([1, 0, shiftX], [0, 1, shiftY], [0, 0, 1])
    scale = matrix([zoom, 0, 0], [0, zoom, 0], [0, 0, 1])
    shear = matrix([1, shearX, 0], [shearY, 1, 0], [0, 0, 1])
    forward = centre @ shift @ turn @ scale @ shear @ torch.linalg.inv(centre)
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    points = torch.stack([x, y, torch.ones_like(x)], -1).to(torch.float64)
    source = points @ torch.linalg.inv(forward).T
    grid = torch.stack([2 * source[..., 0] / (width - 1) - 1, 2 * source[..., 1] / (height - 1) - 1], -1)
    planes = image.permute(2, 0, 1)[None]
    out = F.grid_sample(planes, grid[None], mode="bilinear", padding_mode="zeros", align_corners=True)
    return out[0].permute(1, 2, 0)


changes = [
    {"rotation": 20},
    {"rotation": -135},
    {"zoom": 0.6},
    {"zoom": 1.7},
    {"shiftX": 1.3, "shiftY": -0.4},
    {"shearX": 0.3},
    {"shearY": -0.25},
    {"rotation": 12, "zoom": 1.1, "shearX": 0.1, "shearY": 0.05, "shiftX": -0.7, "shiftY": 1.6},
    {"rotation": -75, "zoom": 0.8, "shearX": -0.4, "shiftX": 2.2},
]
cases = []
for height, width, channels in [(6, 6, 1), (5, 8, 3)]:
    image = torch.randint(0, 256, (height, width, channels)).to(torch.float64) / 255
    for change in changes:
        cases.append(
            {
                "shape": {"height": height, "width": width, "channels": channels},
                "change": change,
                "pixels": [float(f"{v:.9g}") for v in image.flatten().tolist()],
                "warped": [float(f"{v:.9g}") for v in warp(image, **change).flatten().tolist()],
            }
        )
path = pathlib.Path(__file__).with_name("augmentation.golden.json")
path.write_text(json.dumps({"made_by": f"torch {torch.__version__.split('+')[0]}", "cases": cases}) + "\n")
print(path, len(cases), "cases")
