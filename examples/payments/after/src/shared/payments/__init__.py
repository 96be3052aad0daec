"""What the functions of the platform share."""

# How long they remember what they did: longer than any retry, queue or archive may repeat it.
REMEMBER_SECONDS = 30 * 24 * 60 * 60
