"""The stages' models written as the contract's JSON object."""
