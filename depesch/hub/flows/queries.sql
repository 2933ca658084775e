-- counts --
-- How many documents each view of the list has, counted up to a limit so that the page stays fast with millions.
-- An error that somebody saw to is not counted: it waits for nobody. A company that may be without the e-archive has the
-- conditions of `reach` in the places of the comments.
SELECT 'received' AS view, count(*) FROM (
    SELECT FROM flows_document
     WHERE tenant_id = %(tenant)s AND direction = 'in' /* reach or to do */
     LIMIT %(limit)s) AS received
UNION ALL
SELECT 'sent', count(*) FROM (
    SELECT FROM flows_document
     WHERE tenant_id = %(tenant)s AND direction = 'out' AND state IN ('delivered', 'certified', 'unpacked') /* reach */
     LIMIT %(limit)s) AS sent
UNION ALL
SELECT 'in_progress', count(*) FROM (
    SELECT FROM flows_document
     WHERE tenant_id = %(tenant)s AND direction = 'out' AND state IN ('received', 'sending', 'waiting', 'uncertain')
     LIMIT %(limit)s) AS in_progress
UNION ALL
SELECT 'errors', count(*) FROM (
    SELECT FROM flows_document
     WHERE tenant_id = %(tenant)s AND direction = 'out' AND state IN ('refused', 'undeliverable', 'failed')
       AND (processed_at IS NULL OR processed_at < state_since)
     LIMIT %(limit)s) AS errors
UNION ALL
SELECT 'cancelled', count(*) FROM (
    SELECT FROM flows_document
     WHERE tenant_id = %(tenant)s AND direction = 'out' AND state = 'cancelled' /* reach */
     LIMIT %(limit)s) AS cancelled;

-- reach --
-- The condition for documents that are not too old for the acting company.
received_at >= (
    SELECT CASE WHEN e_archive THEN '-infinity' ELSE %(earliest)s END
      FROM tenancy_company
     WHERE id = %(tenant)s);

-- error_counts --
-- How many errors nobody has seen to, of files that could not be read and of documents, each up to a limit.
SELECT 'files' AS kind, count(*) FROM (
    SELECT FROM flows_document
     WHERE tenant_id = %(tenant)s AND direction = 'out' AND state IN ('refused', 'undeliverable', 'failed')
       AND (processed_at IS NULL OR processed_at < state_since) AND syntax = ''
     LIMIT %(limit)s) AS files
UNION ALL
SELECT 'documents', count(*) FROM (
    SELECT FROM flows_document
     WHERE tenant_id = %(tenant)s AND direction = 'out' AND state IN ('refused', 'undeliverable', 'failed')
       AND (processed_at IS NULL OR processed_at < state_since) AND syntax <> ''
     LIMIT %(limit)s) AS documents;

-- failed_jobs --
-- Jobs that ended with an exception of the queue itself, the latest first; the documents' own are dead_letters.
SELECT job_id, entrypoint, created, traceback ->> 'exception_message' AS message
  FROM pgqueuer_log
 WHERE status = 'exception'
 ORDER BY created DESC
 LIMIT %(limit)s;

-- dead_letters --
-- Documents of all companies that wait for the operator, the longest first; none for who does not run the hub.
SELECT company_name, document_id, number, state, problem_code, state_since
  FROM flows_dead_letters_v1(%(limit)s);

-- search --
-- Ids of the acting company's documents that have all the patterns in their search text, the latest first.
SELECT flows_search_v1(%s, %s);

-- amounts --
-- Ids of the acting company's documents with an amount between two bounds, in no order; one more than wanted says: many.
SELECT flows_amounts_v1(%(low)s::numeric, %(high)s::numeric, %(most)s);

-- forget_jobs --
-- The queue's own log and statistics of jobs long done; what happened to documents stands in the history.
WITH logged AS (
    DELETE FROM pgqueuer_log
     WHERE created < now() - make_interval(secs => %(age_s)s)
)
DELETE FROM pgqueuer_statistics
 WHERE created < now() - make_interval(secs => %(age_s)s);
