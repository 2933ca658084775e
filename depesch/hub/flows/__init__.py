"""The path of a document: submit, process, deliver; the run, retries, jobs and schedules."""
