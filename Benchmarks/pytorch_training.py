"""Training throughput of PyTorch on a model of the reader's size, to set beside `neuraldb train reader`'s progress line.

    python Benchmarks/pytorch_training.py BASE-MODEL [fp32|bf16]     needs torch and transformers

BERT with the sizes of BASE-MODEL, frozen word embeddings, AdamW, dropout 0.1, 64 sequences a step of 24 to 60 tokens (mean
42, what the reader's mixture has), padded to the longest; tokens counted without padding.
"""
import random, sys, time
import torch
from transformers import BertConfig, BertModel

precision = sys.argv[2] if len(sys.argv) > 2 else "fp32"
model = BertModel(BertConfig.from_pretrained(sys.argv[1]), add_pooling_layer=False)
model.embeddings.word_embeddings.weight.requires_grad = False
model.train()
head = torch.nn.Linear(model.config.hidden_size, 9)
weights = [p for p in model.parameters() if p.requires_grad] + list(head.parameters())
optimizer = torch.optim.AdamW(weights, lr=1e-4)
torch.set_num_threads(2)
random.seed(1)
tokens, begin = 0, 0.0
for step in range(25):
    if step == 5:
        tokens, begin = 0, time.time()
    lengths = [random.randint(24, 60) for _ in range(64)]
    width = max(lengths)
    ids = torch.randint(1000, 30000, (64, width))
    mask = torch.tensor([[1] * n + [0] * (width - n) for n in lengths])
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision == "bf16"):
        states = model(input_ids=ids, attention_mask=mask).last_hidden_state
        loss = torch.nn.functional.cross_entropy(head(states).float().transpose(1, 2), torch.randint(0, 9, (64, width)))
    loss.backward()
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
    optimizer.zero_grad()
    tokens += sum(lengths)
print(f"PyTorch {torch.__version__} {precision}: {tokens / (time.time() - begin):.0f} tokens/s on {torch.get_num_threads()} threads")
