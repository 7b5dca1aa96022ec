"""Golden values of normalization and depthwise convolution layers and of whole networks with them, Keras in float64.

usage: python make_norm_layer_goldens.py      (writes norm-layers.golden.json beside this file; needs numpy, keras with tensorflow)
Each case holds its inputs, the output, fixed weights w, the gradients of sum(w * output), and for batch norm in training the
moving statistics after the step. The weights of the networks are waves that the test computes too: value i of tensor k is
0.3 sin(0.7 i + k), for variances 1 more; of the images (k = 100) its square over 0.09.
"""
import json
import math
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np
import tensorflow as tf

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20240302)
keras.config.set_floatx("float64")
L = keras.layers
cases = {}


def flat(x):
    return [float(f"{v:.9g}") for v in np.asarray(x, dtype=np.float64).reshape(-1)]


def normal(*shape):
    # Float32 values, so that both sides start from the same numbers.
    return rng.normal(0, 1, shape).astype("f4").astype("f8")


def boxed(tensors):
    return {k: {"shape": list(v.shape), "values": flat(v)} for k, v in tensors.items()}


def case(name, options, x, layer, parameters, training=False):
    """`parameters`: our names and values, in the order of Keras's weights."""
    layer.build(x.shape)
    layer.set_weights(list(parameters.values()))
    image = tf.Variable(x)
    with tf.GradientTape() as tape:
        output = layer(image.value(), training=training) if layer.name.startswith("batch") else layer(image.value())
        weights = normal(*output.shape)
        total = tf.reduce_sum(output * weights)
    trained = [v.value for v in layer.trainable_weights]
    gradients = tape.gradient(total, [image, *trained])
    names = ["x", *list(parameters)[: len(trained)]]
    cases[name] = {
        "options": options,
        "is_training": training,
        "inputs": boxed({"x": x, **parameters}),
        "output": {"shape": list(output.shape), "values": flat(output)},
        "output_weights": flat(weights),
        "gradients": {k: flat(g) for k, g in zip(names, gradients, strict=True)},
    }
    if training:
        after = dict(zip(parameters, layer.get_weights(), strict=True))
        cases[name]["tracked"] = {k: flat(after[k]) for k in ("mean", "variance")}


def scale_and_offset(channels):
    return {"scale": 1 + 0.3 * normal(channels), "offset": normal(channels)}


for shape in ((3, 4, 5, 6), (7, 5), (1, 3, 3, 4)):
    for training in (True, False):
        c = shape[-1]
        parameters = {**scale_and_offset(c), "mean": normal(c), "variance": 0.5 + normal(c) ** 2}
        options = {"momentum": 0.9, "epsilon": 0.01} if len(shape) == 4 else {}
        name = f"batch-norm/{'x'.join(map(str, shape))}/{'training' if training else 'evaluation'}"
        case(name, options, 2 * normal(*shape) + 1, L.BatchNormalization(**options), parameters, training)
for shape in ((2, 3, 4, 5), (4, 6)):
    case(f"layer-norm/{'x'.join(map(str, shape))}", {}, 2 * normal(*shape) + 1, L.LayerNormalization(), scale_and_offset(shape[-1]))
for groups in (1, 2, 3, 6):
    layer = L.GroupNormalization(groups)
    case(f"group-norm/{groups}", {"groups": groups}, 2 * normal(2, 3, 4, 6) + 1, layer, scale_and_offset(6))
for size, stride, padding, multiplier in ((3, 1, "same", 1), (3, 2, "same", 1), (3, 1, "valid", 2), (5, 2, "same", 3), (2, 1, "same", 1)):
    options = {"kernel_size": size, "stride": stride, "padding": padding, "multiplier": multiplier}
    layer = L.DepthwiseConv2D(size, stride, padding, depth_multiplier=multiplier)
    parameters = {"kernel": normal(size, size, 5, multiplier), "bias": normal(5 * multiplier)}
    case(f"depthwise-conv2d/{size}x{size}/{padding}/stride-{stride}/times-{multiplier}", options, normal(2, 6, 7, 5), layer, parameters)


def wave(k, shape):
    return 0.3 * np.sin(0.7 * np.arange(math.prod(shape)) + k).reshape(shape)


class Network:
    """Layers are listed in our order, whatever the order of the graph."""

    def __init__(self):
        self.layers = []

    def __call__(self, layer, x):
        self.layers.append(layer)
        return layer(x)

    def conv(self, x, filters, size=3, stride=1, relu=True):
        return self.norm(self(L.Conv2D(filters, size, stride, padding="same", use_bias=False), x), relu)

    def norm(self, x, relu=True):
        x = self(L.BatchNormalization(momentum=0.9), x)
        return L.ReLU()(x) if relu else x

    def head(self, inputs, x):
        return keras.Model(inputs, self(L.Dense(4), L.GlobalAveragePooling2D()(x)))


def residual_network(blocks, width):
    make = Network()
    inputs = L.Input((12, 12, 2))
    x = make.conv(inputs, width)
    for stage in range(3):
        for block in range(blocks):
            stride = 2 if stage > 0 and block == 0 else 1
            branch = make.conv(make.conv(x, width * 2**stage, 3, stride), width * 2**stage, relu=False)
            shortcut = make.conv(x, width * 2**stage, 1, stride, relu=False) if stride == 2 else x
            x = L.ReLU()(L.Add()([branch, shortcut]))
    return make.layers, make.head(inputs, x)


def mobilenet_mini(width, depth):
    make = Network()
    inputs = L.Input((12, 12, 2))
    x = make.conv(inputs, width)
    for i in range(1, depth + 1):
        x = make.norm(make(L.DepthwiseConv2D(3, 2 if i % 2 == 0 else 1, "same", use_bias=False), x))
        x = make.conv(x, width * 2 ** (1 + i // 2), 1)
    return make.layers, make.head(inputs, x)


networks = {
    "resnet8": ({"width": 3}, residual_network(1, 3)),
    "resnet20": ({"width": 2}, residual_network(3, 2)),
    "mobilenet-mini": ({"width": 3, "depth": 4}, mobilenet_mini(3, 4)),
}
whole = {}
for name, (options, (layers, network)) in networks.items():
    k = 0
    for layer in layers:
        values = []
        for weight in layer.weights:
            values.append(wave(k, weight.shape) + (1 if weight.name.endswith("variance") else 0))
            k += 1
        layer.set_weights(values)
    images = wave(100, (3, 12, 12, 2)) ** 2 / 0.09
    evaluation = network(images, training=False)
    with tf.GradientTape() as tape:
        logits = network(images, training=True)
        total = tf.reduce_sum(logits * tf.constant([1.0, 2.0, -1.0, 0.5], tf.float64))
    first = tape.gradient(total, layers[0].trainable_weights[0].value)
    tracked = [w for layer in layers for w in layer.non_trainable_weights]
    whole[name] = {
        "options": options,
        "parameters": int(sum(math.prod(w.shape) for w in network.trainable_weights)),
        "logits": flat(logits),
        "evaluation_logits": flat(evaluation),
        "gradient_of_first_kernel": flat(first)[:200],
        "tracked": [v for w in tracked for v in flat(w)],
    }
made_by = f"tensorflow {tf.__version__}, keras {keras.__version__}"
file = here / "norm-layers.golden.json"
file.write_text(json.dumps({"made_by": made_by, "cases": cases, "models": whole}, separators=(",", ":")) + "\n")
