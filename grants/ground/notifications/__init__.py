"""The outbox: mails rendered when queued, sent later by a job; and the wording of each kind."""
