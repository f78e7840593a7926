"""LLaMA-Factory imports torchaudio for audio inputs, and its wheels want a torch of their own; no export has audio."""
