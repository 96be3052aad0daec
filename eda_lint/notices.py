"""What a run says beside the findings of rules: files it cannot read, suppressions gone wrong.

They have names as rules have, and stand in reports as findings do, but no subject in the graph.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from eda_lint.finding import Severity

PARSE_ERROR = "parse-error"
UNUSED_SUPPRESSION = "unused-suppression"
EXPIRED_SUPPRESSION = "expired-suppression"

OF_SUPPRESSIONS: Mapping[str, Severity] = MappingProxyType(
    {EXPIRED_SUPPRESSION: Severity.WARNING, UNUSED_SUPPRESSION: Severity.INFO}
)
"""Those that a configuration may ignore, or give another severity; a parse error it may not."""
