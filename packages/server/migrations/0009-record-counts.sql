-- How many records a dataset has and how many of them are completed, as sums of what statements changed: nobody counts a
-- million rows to say so, and writers of one dataset do not wait for each other as they would for one row.

create table record_counts (
  id bigint generated always as identity primary key,
  dataset_id uuid not null references datasets on delete cascade,
  records bigint not null,
  completed bigint not null
);
create index record_counts_dataset on record_counts (dataset_id);

create function count_new_records() returns trigger language plpgsql as $$
begin
  insert into record_counts (dataset_id, records, completed)
  select dataset_id, count(*), count(*) filter (where status = 'completed') from written group by dataset_id;
  return null;
end $$;
create trigger records_counted after insert on records
  referencing new table as written for each statement execute function count_new_records();

create function count_changed_record() returns trigger language plpgsql as $$
begin
  insert into record_counts (dataset_id, records, completed)
  values (new.dataset_id, 0, case new.status when 'completed' then 1 else -1 end);
  return null;
end $$;
create trigger records_status_counted after update of status on records
  for each row when (old.status is distinct from new.status) execute function count_changed_record();

-- A dataset that goes takes its counts with it.
create function count_removed_records() returns trigger language plpgsql as $$
begin
  insert into record_counts (dataset_id, records, completed)
  select r.dataset_id, -count(*), -count(*) filter (where r.status = 'completed')
  from removed r join datasets d on d.id = r.dataset_id group by r.dataset_id;
  return null;
end $$;
create trigger records_removed_counted after delete on records
  referencing old table as removed for each statement execute function count_removed_records();

insert into record_counts (dataset_id, records, completed)
select dataset_id, count(*), count(*) filter (where status = 'completed') from records group by dataset_id;
