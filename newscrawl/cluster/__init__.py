"""Past one machine: jobs in PostgreSQL, workers anywhere.  docs/cluster.md tells how."""
