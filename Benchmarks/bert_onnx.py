"""The retriever of a model folder as an ONNX file, built of ONNX Runtime's own fused operators (what its transformer
optimiser makes of an exported BERT), and the dynamic int8 form of it."""
import json
import os

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from safetensors.numpy import load_file


def weights(folder):
    """The retriever's tensors as fp32."""
    tensors = load_file(os.path.join(folder, "words.safetensors"))
    tensors.update(load_file(os.path.join(folder, "retriever.safetensors")))
    return {name: value.astype(np.float32) for name, value in tensors.items()}


def build(folder, path):
    """Writes the fp32 graph: ids and mask (B,L) of int32 to unit vectors (B,H)."""
    w = weights(folder)
    sizes = json.load(open(os.path.join(folder, "config.json")))
    heads, epsilon = sizes["num_attention_heads"], sizes["layer_norm_eps"]
    nodes, constants = [], []

    def constant(name, value):
        constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(kind, inputs, output, domain="", **attributes):
        nodes.append(helper.make_node(kind, inputs, output if isinstance(output, list) else [output], domain=domain,
                                      **attributes))
        return output if isinstance(output, str) else output[0]

    fused = "com.microsoft"
    # Every token is of segment 0, so its embedding goes into the positions'.
    place = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
    x = node("EmbedLayerNormalization",
             ["ids", "", constant("words", w["embeddings.word_embeddings.weight"]), constant("places", place), "",
              constant("embed.gamma", w["embeddings.LayerNorm.weight"]),
              constant("embed.beta", w["embeddings.LayerNorm.bias"])],
             ["embedded", "embedded.mask"], fused, epsilon=epsilon)
    for layer in range(sizes["num_hidden_layers"]):
        p = f"encoder.layer.{layer}."

        def product(x, name, output):
            return node("MatMul", [x, constant(p + name + ".weight", w[p + name + ".weight"].T)], f"{output}{layer}")

        def norm(x, skip, name, output):
            return node("SkipLayerNormalization",
                        [x, skip, constant(p + name + ".LayerNorm.weight", w[p + name + ".LayerNorm.weight"]),
                         constant(p + name + ".LayerNorm.bias", w[p + name + ".LayerNorm.bias"]),
                         constant(p + name + ".dense.bias", w[p + name + ".dense.bias"])],
                        f"{output}{layer}", fused, epsilon=epsilon)

        qkv = p + "attention.self.qkv."
        a = node("Attention", [x, constant(qkv + "weight", w[qkv + "weight"].T), constant(qkv + "bias", w[qkv + "bias"]),
                               "mask"], f"attention{layer}", fused, num_heads=heads)
        x = norm(product(a, "attention.output.dense", "projected"), x, "attention.output", "attended")
        h = product(x, "intermediate.dense", "wide")
        h = node("BiasGelu", [h, constant(p + "wide.bias", w[p + "intermediate.dense.bias"])], f"gelu{layer}", fused)
        x = norm(product(h, "output.dense", "narrow"), x, "output", "out")
    mask = node("Unsqueeze", [node("Cast", ["mask"], "mask.float", to=TensorProto.FLOAT),
                              constant("axis", np.array([2], np.int64))], "mask.column")
    total = node("ReduceSum", [node("Mul", [x, mask], "kept"), constant("tokens", np.array([1], np.int64))], "total",
                 keepdims=0)
    node("Div", [total, node("ReduceL2", [total], "length", axes=[1], keepdims=1)], "vectors")
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        nodes, "retriever",
        [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("ids", "mask")],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", sizes["hidden_size"]])], constants)
    save(helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17),
                                                               helper.make_opsetid(fused, 1)]), path)


def files(folder, data):
    """Paths of the fp32 and the int8 graph, made where they are missing or older than the weights."""
    plain, small = (os.path.join(data, name) for name in ("retriever.onnx", "retriever-int8.onnx"))
    newest = os.path.getmtime(os.path.join(folder, "retriever.safetensors"))
    if not os.path.exists(plain) or os.path.getmtime(plain) < newest or not os.path.exists(small):
        from onnxruntime.quantization import QuantType, quantize_dynamic
        build(folder, plain)
        # Its inference of shapes does not know the fused operators.
        options = {"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True,
                         op_types_to_quantize=["MatMul", "Attention"], extra_options=options)
    return plain, small
