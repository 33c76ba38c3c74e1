-- Folding takes the final sigma for the sigma it is: what was folded before holds it as it was. Two names that only this
-- told apart are the same one now; the later of them keeps its old key and stays as it is until it is changed.
UPDATE OR IGNORE resources SET user_name_key = replace(user_name_key, 'ς', 'σ') WHERE instr(user_name_key, 'ς');
UPDATE resources SET shown_name_key = replace(shown_name_key, 'ς', 'σ') WHERE instr(shown_name_key, 'ς');
UPDATE resources SET title_key = replace(title_key, 'ς', 'σ') WHERE instr(title_key, 'ς');
UPDATE resources SET department_key = replace(department_key, 'ς', 'σ') WHERE instr(department_key, 'ς');
UPDATE OR IGNORE email_values SET key = replace(key, 'ς', 'σ') WHERE instr(key, 'ς');
UPDATE OR IGNORE unique_values SET key = replace(key, 'ς', 'σ') WHERE instr(key, 'ς');
UPDATE log_entries SET search_key = replace(search_key, 'ς', 'σ') WHERE instr(search_key, 'ς');
