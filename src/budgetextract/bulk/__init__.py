"""Many documents into a store, unattended: each in a worker process with limits, and nothing lost when one dies."""
