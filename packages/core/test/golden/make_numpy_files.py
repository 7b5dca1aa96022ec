"""Writes numpy-files/*.npy and *.npz as numpy itself saves them, and numpy-files.golden.json with what they hold.

Run: python make_numpy_files.py (numpy 2.x)
"""

import json
import warnings
from pathlib import Path

import numpy as np

warnings.simplefilter("ignore")  # writing format 2.0 and 3.0 on purpose
here = Path(__file__).parent
folder = here / "numpy-files"
folder.mkdir(exist_ok=True)
random = np.random.default_rng(7)


def integers(dtype, shape=(3, 4)):
    info = np.iinfo(dtype)
    return random.integers(max(info.min, -(2**52)), min(info.max, 2**52), shape, dtype=np.int64).astype(dtype)


arrays = {
    "uint8": integers("u1", (2, 3, 4, 3)),
    "int8": integers("i1"),
    "uint16": integers("<u2"),
    "int16-big-endian": integers("i2").astype(">i2"),
    "int32-big-endian": integers("i4").astype(">i4"),
    "uint32": integers("<u4"),
    "int64": integers("i8"),
    "uint64-big-endian": integers("i8", (5,)).astype("u8").astype(">u8") // 4096,
    "float32": random.normal(size=(2, 3, 2)).astype("f4"),
    "float64-big-endian": random.normal(size=(4,)).astype(">f8"),
    "bool": random.normal(size=(2, 5)) > 0,
    "fortran-2d": np.asfortranarray(integers("i4", (3, 5))),
    "fortran-4d": np.asfortranarray(integers("u1", (2, 3, 4, 3))),
    "scalar": np.array(7, dtype="i8"),
    "empty": np.zeros((0, 4, 4), dtype="u1"),
}
golden = {}
for name, array in arrays.items():
    np.save(folder / f"{name}.npy", array)
    golden[name] = {
        "type": array.dtype.str[1:],
        "shape": list(array.shape),
        "values": [float(value) for value in array.ravel(order="C")],
    }
for major in (2, 3):
    array = integers("u1", (2, 3))
    with open(folder / f"version-{major}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=(major, 0))
    golden[f"version-{major}"] = {"type": "u1", "shape": [2, 3], "values": array.ravel().astype(float).tolist()}

np.save(folder / "objects.npy", np.array([[1, 2], "text"], dtype=object), allow_pickle=True)
np.save(folder / "structured.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "u1")]))
np.save(folder / "complex.npy", np.zeros(2, dtype="c8"))
np.save(folder / "half.npy", np.zeros(2, dtype="f2"))

count = 20
train = {
    "x_train": random.integers(0, 256, (count, 4, 5), dtype=np.uint8),
    "y_train": (np.arange(count) % 3).astype("int64").reshape(-1, 1),
    "x_test": random.integers(0, 256, (6, 4, 5), dtype=np.uint8),
    "y_test": (np.arange(6) % 3).astype("uint8"),
}
np.savez(folder / "stored.npz", **train)
np.savez_compressed(folder / "compressed.npz", **train)
golden["npz"] = {name: array.ravel().tolist() for name, array in train.items()}
(here / "numpy-files.golden.json").write_text(json.dumps(golden) + "\n")
