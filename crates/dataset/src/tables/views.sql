-- Who does what: one row a unit's part in a task, with the task's first deadline (责任清单).
create view v_responsibilities as
with due as (
  select task_id, min(ends_on) as due_on from milestones where task_id is not null group by task_id
)
select
  u.name as unit, r.surface as surface, r.role as role, r.implied as implied,
  s.path as section_path, coalesce(t.title, s.title) as task_title, t.text as task_text,
  due.due_on as due_on, u.kind as unit_kind, u.level as unit_level, u.jurisdiction as jurisdiction,
  d.title as document_title, d.document_number as document_number, d.issuer as issuer,
  d.issued_on as issued_on, r.doc_key as doc_key, r.task_id as task_id, r.unit_id as unit_id,
  u.body_id as body_id, r.span_start as span_start, r.span_end as span_end, r.rule as rule
from responsibilities r
join tasks t on t.task_id = r.task_id
join documents d on d.doc_key = r.doc_key
left join units u on u.unit_id = r.unit_id
left join sections s on s.section_id = t.section_id
left join due on due.task_id = r.task_id;

-- What number must be reached by when, and by whom (目标台账).
create view v_targets as
with leads as (
  select task_id, LIST(surface) as units
  from (select task_id, surface, ord from responsibilities where role = 'lead' order by task_id, ord) x
  group by task_id
), others as (
  select task_id, LIST(surface) as units
  from (select task_id, surface, ord from responsibilities where role = 'responsible' order by task_id, ord) x
  group by task_id
)
select
  n.indicator as indicator, n.action as action, n.comparator as comparator, n.value as value,
  n.upper as upper, n.measure as measure, n.number as number, n.period as period,
  n.period_to as due_on, n.modality as modality, n.per as per,
  leads.units as lead_units, others.units as responsible_units,
  s.path as section_path, s.title as section_title,
  d.title as document_title, d.document_number as document_number, d.issuer as issuer,
  d.issued_on as issued_on, n.words as words, n.doc_key as doc_key, n.target_id as target_id,
  n.task_id as task_id, n.span_start as span_start, n.span_end as span_end, n.rule as rule
from targets n
join documents d on d.doc_key = n.doc_key
left join sections s on s.section_id = n.section_id
left join leads on leads.task_id = n.task_id
left join others on others.task_id = n.task_id;

-- What is due when, the earliest first (时间节点).
create view v_deadlines as
select
  m.ends_on as due_on, m.starts_on as starts_on, m.kind as kind, m.recurrence as recurrence,
  m.name as name, m.actors as actors, m.action as action, m.words as words,
  s.path as section_path, s.title as section_title,
  d.title as document_title, d.document_number as document_number, d.issuer as issuer,
  d.issued_on as issued_on, m.doc_key as doc_key, m.milestone_id as milestone_id,
  m.task_id as task_id, m.span_start as span_start, m.span_end as span_end, m.rule as rule
from milestones m
join documents d on d.doc_key = m.doc_key
left join sections s on s.section_id = m.section_id
order by m.ends_on is null, m.ends_on, m.doc_key, m.span_start;

-- Every organisation once, with how often it leads and answers.
create view v_units as
with parts as (
  select unit_id,
    sum(case when role = 'lead' then 1 else 0 end) as leads,
    sum(case when role = 'responsible' then 1 else 0 end) as responsible,
    sum(case when role in ('support', 'supervise') then 1 else 0 end) as supports
  from responsibilities where unit_id is not null group by unit_id
), bodies as (
  select u.body_id as body_id, count(distinct u.doc_key) as n_documents,
    coalesce(sum(parts.leads), 0) as n_lead,
    coalesce(sum(parts.responsible), 0) as n_responsible,
    coalesce(sum(parts.supports), 0) as n_support
  from units u
  left join parts on parts.unit_id = u.unit_id
  group by u.body_id
), ranked as (
  select unit_id, row_number() over (
    partition by body_id
    order by case when division_code is null then 1 else 0 end,
      case when level is null then 1 else 0 end, unit_id
  ) as place
  from units
)
select
  u.body_id as body_id, u.name as name, u.kind as kind, u.level as level,
  u.jurisdiction as jurisdiction, u.division_code as division_code,
  bodies.n_documents as n_documents, bodies.n_lead as n_lead,
  bodies.n_responsible as n_responsible, bodies.n_support as n_support
from ranked
join units u on u.unit_id = ranked.unit_id
join bodies on bodies.body_id = u.body_id
where ranked.place = 1;

-- Under which names each organisation appears.
create view v_unit_aliases as
select u.body_id as body_id, u.name as name, r.surface as surface,
  count(*) as n_mentions, count(distinct r.doc_key) as n_documents
from responsibilities r
join units u on u.unit_id = r.unit_id
group by u.body_id, u.name, r.surface;

-- How well the notices of each issuer were understood.
create view v_coverage as
select
  coalesce(d.issuer, '') as issuer, count(*) as n_documents, sum(d.text_chars) as text_chars,
  sum(d.text_chars * d.unexplained_share) / sum(case when d.text_chars > 0 then d.text_chars end)
    as unexplained_share,
  sum(d.n_tasks) as n_tasks, sum(d.n_targets) as n_targets, sum(d.n_milestones) as n_milestones,
  sum(d.n_warnings) as n_warnings, sum(d.n_errors) as n_errors,
  sum(case when d.title is null then 1 else 0 end) as n_without_title,
  sum(case when d.issued_on is null then 1 else 0 end) as n_without_date
from documents d
group by coalesce(d.issuer, '');

-- What the program has to say, counted for each issuer.
create view v_problems as
select
  coalesce(d.issuer, '') as issuer, x.code as code, x.severity as severity,
  count(*) as n, count(distinct x.doc_key) as n_documents
from diagnostics x
join documents d on d.doc_key = x.doc_key
group by coalesce(d.issuer, ''), x.code, x.severity;

-- One row a task: who, what number, by when. `due_basis` says whose deadline it is: of the `task`, its first `target`, its `section`, or a `heading` above (任务台账).
create view v_tasks as
with named as (
  select task_id, role, LIST(surface) as units
  from (select task_id, role, surface, ord from responsibilities order by task_id, role, ord) x
  group by task_id, role
), parts as (
  select task_id,
    max(case when role = 'lead' then units end) as lead_units,
    max(case when role = 'responsible' then units end) as responsible_units,
    max(case when role = 'support' then units end) as support_units,
    max(case when role = 'supervise' then units end) as supervise_units
  from named group by task_id
), numbers as (
  select task_id, count(*) as n_targets, min(period_to) as due_on, LIST(surface) as targets
  from (
    select task_id, indicator || ' ' || number as surface, period_to, ord
    from targets where task_id is not null order by task_id, ord
  ) x
  group by task_id
), own as (
  select task_id, min(ends_on) as due_on
  from milestones where task_id is not null and kind <> 'recurring' group by task_id
), beside as (
  select section_id, min(ends_on) as due_on
  from milestones where task_id is null and kind <> 'recurring' group by section_id
), headings as (
  select s.section_id as section_id, min(m.ends_on) as due_on
  from milestones m
  join sections s on s.section_id = m.section_id
  where m.ends_on is not null and m.kind <> 'recurring'
    and (m.kind = 'phase' or m.span_start >= s.title_start and m.span_start < s.title_end)
  group by s.section_id
), above as (
  select s.section_id as section_id,
    coalesce(h1.due_on, h2.due_on, h3.due_on, h4.due_on) as due_on
  from sections s
  left join headings h1 on h1.section_id = s.parent_id
  left join sections s1 on s1.section_id = s.parent_id
  left join headings h2 on h2.section_id = s1.parent_id
  left join sections s2 on s2.section_id = s1.parent_id
  left join headings h3 on h3.section_id = s2.parent_id
  left join sections s3 on s3.section_id = s2.parent_id
  left join headings h4 on h4.section_id = s3.parent_id
  where s.parent_id is not null
)
select
  coalesce(t.title, s.title) as task_title, t.text as task_text, t.kind as kind,
  parts.lead_units as lead_units, parts.responsible_units as responsible_units,
  parts.support_units as support_units, parts.supervise_units as supervise_units,
  coalesce(numbers.n_targets, 0) as n_targets, numbers.targets as targets, own.due_on as own_due_on,
  coalesce(own.due_on, numbers.due_on, beside.due_on, above.due_on) as due_on,
  case when own.due_on is not null then 'task' when numbers.due_on is not null then 'target'
    when beside.due_on is not null then 'section' when above.due_on is not null then 'heading'
  end as due_basis,
  s.path as section_path, s.title as section_title, d.title as document_title,
  d.document_number as document_number, d.issuer as issuer, d.issued_on as issued_on,
  d.source_uri as source_uri, t.doc_key as doc_key, t.task_id as task_id, t.fact_key as fact_key,
  t.span_start as span_start, t.span_end as span_end, t.rule as rule
from tasks t
join documents d on d.doc_key = t.doc_key
left join sections s on s.section_id = t.section_id
left join parts on parts.task_id = t.task_id
left join numbers on numbers.task_id = t.task_id
left join own on own.task_id = t.task_id
left join beside on beside.section_id = t.section_id
left join above on above.section_id = t.section_id;

-- What is due today or later in notices in force, the earliest first, with who leads and answers (待办时限).
create view v_open_deadlines as
with leads as (
  select task_id, LIST(surface) as units
  from (select task_id, surface, ord from responsibilities where role = 'lead' order by task_id, ord) x
  group by task_id
), others as (
  select task_id, LIST(surface) as units
  from (select task_id, surface, ord from responsibilities where role = 'responsible' order by task_id, ord) x
  group by task_id
)
select
  m.ends_on as due_on, m.kind as kind, m.recurrence as recurrence,
  coalesce(m.action, m.name, m.words) as what, leads.units as lead_units,
  others.units as responsible_units, m.actors as actors, s.path as section_path,
  s.title as section_title, d.title as document_title, d.document_number as document_number,
  d.issuer as issuer, d.issued_on as issued_on, m.words as words, m.doc_key as doc_key,
  m.milestone_id as milestone_id, m.task_id as task_id, m.fact_key as fact_key
from milestones m
join documents d on d.doc_key = m.doc_key
left join sections s on s.section_id = m.section_id
left join leads on leads.task_id = m.task_id
left join others on others.task_id = m.task_id
where (m.ends_on >= current_date or m.ends_on is null and m.kind = 'recurring')
  and (d.expires_on is null or d.expires_on >= current_date)
order by m.ends_on is null, m.ends_on, m.milestone_id;

-- How much each body has to do: its tasks by part and by the year of the notice's number or date (任务负担).
create view v_burden as
with parts as (
  select u.body_id as body_id, r.task_id as task_id, r.doc_key as doc_key,
    max(case when r.role = 'lead' then 1 else 0 end) as leads,
    max(case when r.role = 'responsible' then 1 else 0 end) as responsible,
    max(case when r.role in ('support', 'supervise') then 1 else 0 end) as supports
  from responsibilities r
  join units u on u.unit_id = r.unit_id
  group by u.body_id, r.task_id, r.doc_key
), numbers as (
  select task_id, count(*) as n from targets where task_id is not null group by task_id
), dues as (
  select distinct task_id from milestones where task_id is not null and ends_on is not null
), counted as (
  select p.body_id as body_id,
    coalesce(d.number_year, cast(substr(cast(d.issued_on as varchar(10)), 1, 4) as integer)) as year,
    count(*) as n_tasks, sum(p.leads) as n_lead, sum(p.responsible) as n_responsible,
    sum(p.supports) as n_support, count(distinct p.doc_key) as n_documents,
    coalesce(sum(case when p.leads + p.responsible > 0 then numbers.n end), 0) as n_targets,
    sum(case when dues.task_id is null then 0 else 1 end) as n_with_deadline
  from parts p
  join documents d on d.doc_key = p.doc_key
  left join numbers on numbers.task_id = p.task_id
  left join dues on dues.task_id = p.task_id
  group by p.body_id,
    coalesce(d.number_year, cast(substr(cast(d.issued_on as varchar(10)), 1, 4) as integer))
), firsts as (
  select body_id, substr(min(
      case when division_code is null then '1' else '0' end
      || case when level is null then '1' else '0' end || unit_id), 3) as unit_id
  from units group by body_id
)
select
  b.name as unit, b.kind as kind, b.level as level, b.jurisdiction as jurisdiction,
  b.division_code as division_code, c.year as year, c.n_tasks as n_tasks, c.n_lead as n_lead,
  c.n_responsible as n_responsible, c.n_support as n_support, c.n_targets as n_targets,
  c.n_with_deadline as n_with_deadline, c.n_documents as n_documents, c.body_id as body_id
from counted c
left join firsts on firsts.body_id = c.body_id
left join units b on b.unit_id = firsts.unit_id;
