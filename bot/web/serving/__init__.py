"""What every request passes: keys, limits, the gate to the workers, logs, metrics, problem documents."""
