"""Row security; which companies have letters to pack, which jobs are due, whose a job is: ids alone, for the rounds."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect

CREATE = """
CREATE FUNCTION letters_ready_v1(settled timestamptz) RETURNS TABLE (company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT letter.tenant_id
      FROM public.letters_letter AS letter
     WHERE letter.state = 'ready'
       AND letter.due_at <= settled
     GROUP BY letter.tenant_id
     ORDER BY min(letter.due_at)
$$;
CREATE FUNCTION letters_jobs_due_v1(at timestamptz, most integer) RETURNS TABLE (company_id uuid, job_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT job.tenant_id, job.id
      FROM public.letters_printjob AS job
     WHERE job.state = 'made'
       AND job.try_at <= at
     ORDER BY job.try_at, job.id
     LIMIT most
$$;
CREATE FUNCTION letters_company_of_job_v1(job uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
    SELECT tenant_id FROM public.letters_printjob WHERE id = job
$$;
REVOKE ALL ON FUNCTION letters_ready_v1(timestamptz) FROM PUBLIC;
REVOKE ALL ON FUNCTION letters_jobs_due_v1(timestamptz, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION letters_company_of_job_v1(uuid) FROM PUBLIC;
"""
DROP = """
DROP FUNCTION letters_company_of_job_v1(uuid);
DROP FUNCTION letters_jobs_due_v1(timestamptz, integer);
DROP FUNCTION letters_ready_v1(timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]

    operations = [
        protect("letters_letter"),
        protect("letters_printjob"),
        migrations.RunSQL(CREATE, DROP),
    ]
