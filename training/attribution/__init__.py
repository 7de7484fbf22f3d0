"""Makes the attribution extractor: ``python -m training.attribution.train --data ../shared/data``."""

from pathlib import Path

SHIPPED = Path("src/onrecord/models/attribution")
