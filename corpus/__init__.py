import os

# Nothing leaves the machine: before anything loads ONNX Runtime, which reports home otherwise.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
