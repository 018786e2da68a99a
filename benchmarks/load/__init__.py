"""Load for a real server, and what it costs: one module for each of the names run.sh knows."""
