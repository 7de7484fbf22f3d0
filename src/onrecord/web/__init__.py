"""The pages: server-rendered, readable without scripts, with a JSON twin beside each."""
