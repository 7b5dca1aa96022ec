"""Golden values of the classification metrics, per-class scores, calibration bins and surest mistakes.

usage: python make_metric_goldens.py      (writes class-metrics.golden.json beside this file; needs numpy, keras with tensorflow)
Top-k accuracy and the F1 scores are Keras's own. Precision and recall of a class, the means over the classes that occur
(scikit-learn's balanced_accuracy_score and f1_score with average="macro", zero_division=0, which is not at hand), the bins and
the mistakes have no function in Keras: they are worked out here in float64 from the definitions.
"""
import json
import os
import pathlib

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="")
import keras
import numpy as np

rng = np.random.default_rng(20240301)


def flat(x):
    return [float(f"{v:.9g}") for v in np.asarray(x, dtype=np.float64).reshape(-1)]


def case(logits, labels, classes):
    logits = np.asarray(flat(logits)).reshape(-1, classes).astype("f4").astype("f8")
    p = np.exp(logits - logits.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    confidence, predicted = p.max(1), logits.argmax(1)
    hot = np.eye(classes)
    confusion = np.zeros((classes, classes), int)
    np.add.at(confusion, (labels, predicted), 1)
    hits, support, given = np.diag(confusion), confusion.sum(1), confusion.sum(0)

    f1 = keras.metrics.F1Score(average=None, threshold=None)
    f1.update_state(hot[labels].astype("f4"), p.astype("f4"))
    f1 = np.asarray(f1.result(), "f8")
    precision = np.divide(hits, given, out=np.zeros(classes), where=given > 0)
    recall = np.divide(hits, support, out=np.zeros(classes), where=support > 0)

    def top(k):
        return float(np.mean(keras.metrics.sparse_top_k_categorical_accuracy(labels, logits.astype("f4"), k=k)))

    bins = np.clip(np.ceil(confidence * 15).astype(int) - 1, 0, 14)
    inside = [bins == b for b in range(15)]
    wrong = [i for i in range(len(labels)) if predicted[i] != labels[i]]
    wrong.sort(key=lambda i: (-confidence[i], i))
    return {
        "classes": classes,
        "logits": flat(logits),
        "labels": [int(label) for label in labels],
        "top_3_accuracy": top(3),
        "top_5_accuracy": top(5),
        "balanced_accuracy": float(recall[support > 0].mean()),
        "macro_f1": float(f1[support + given > 0].mean()),
        "scores": [
            {"precision": float(precision[k]), "recall": float(recall[k]), "f1": float(f1[k]), "support": int(support[k]), "predicted": int(given[k])}
            for k in range(classes)
        ],
        "bins": [
            {"count": int(b.sum()), "meanConfidence": float(confidence[b].mean()), "accuracy": float((predicted == labels)[b].mean())}
            if b.any()
            else {"count": 0}
            for b in inside
        ],
        "mistakes": [
            {"index": i, "label": int(labels[i]), "predicted": int(predicted[i]), "confidence": float(confidence[i])} for i in wrong[:25]
        ],
    }


# Every class occurs, unevenly.
uneven = rng.choice(7, 120, p=[0.4, 0.2, 0.15, 0.1, 0.05, 0.05, 0.05])
complete = case(rng.normal(0, 1.3, (120, 7)) + 1.2 * np.eye(7)[uneven], uneven, 7)
# Class 4 has images and is never predicted, class 5 is predicted and has none, class 6 has neither.
few = rng.choice(5, 40)
scores = rng.normal(0, 1, (40, 7)) + np.eye(7)[few]
scores[:, [4, 6]] -= 20
gaps = case(scores, few, 7)

made_by = f"keras {keras.__version__}, numpy {np.__version__}"
path = pathlib.Path(__file__).parent / "class-metrics.golden.json"
path.write_text(json.dumps({"made_by": made_by, "cases": {"every class occurs": complete, "classes without images or predictions": gaps}}) + "\n")
