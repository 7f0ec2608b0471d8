/* SPDX-License-Identifier: ISC */
/* A line for each of all, or all about one; JSON has everything always. */
#include <string.h>

#include "age.h"
#include "labels.h"
#include "output_process.h"
#include "put.h"

static void
put_user(struct wbuf *w, const struct ctl_process *p)
{
	if (p->uid == UINT32_MAX)
		wbuf_u8(w, '-');
	else if (p->user[0] != '\0')
		put_text(w, p->user);
	else
		put_uint(w, p->uid);
}

static void
put_pid(struct wbuf *w, const struct ctl_process *p)
{
	if (p->pid > 0)
		put_uint(w, (uint64_t)p->pid);
	else
		wbuf_u8(w, '-');
}

/* Why it ended, and when it is started again. */
static void
put_last(struct wbuf *w, const struct ctl_process *p)
{
	put_text(w, p->last);
	if (p->next_ms >= 0)
		wbuf_printf(w, "; next start in %d s",
		    (int)((p->next_ms + 999) / 1000));
}

void
text_process_head(struct output *o)
{
	if (o->cmd->process == NULL)
		wbuf_printf(&o->w, "%-20s %-16s %8s %-8s %10s %7s  %s\n",
		    "Process", "User", "Pid", "State", "Since", "Starts",
		    "Last end");
}

static void
put_line(struct wbuf *w, const struct ctl_process *p)
{
	char age[AGE_TEXT];
	size_t start;

	put_name(w, p->name, 20);
	wbuf_u8(w, ' ');
	start = w->len;
	put_user(w, p);
	put_pad(w, start, 16);
	wbuf_u8(w, ' ');
	if (p->pid > 0)
		put_uint_right(w, (uint64_t)p->pid, 8);
	else
		wbuf_str(w, "       -");
	wbuf_printf(w, " %-8s %10s %7u", process_state_name(p->state),
	    age_print(age_seconds(p->since_ms), age), p->starts);
	if (p->last[0] != '\0' || p->next_ms >= 0) {
		wbuf_str(w, "  ");
		put_last(w, p);
	}
	wbuf_u8(w, '\n');
}

/* Words with blanks in quotes, as the configuration has them. */
static void
put_command(struct wbuf *w, const struct ctl_process *p)
{
	const char *s, *sep = "";

	for (s = p->run; *s != '\0'; s += strlen(s) + 1) {
		wbuf_str(w, sep);
		if (strpbrk(s, " \t;{}#\"'") != NULL)
			put_quoted(w, s);
		else
			put_text(w, s);
		sep = " ";
	}
}

static void
put_all(struct wbuf *w, const struct ctl_process *p)
{
	char age[AGE_TEXT];

	wbuf_str(w, "Process ");
	put_text(w, p->name);
	wbuf_str(w, "\n  Command: ");
	put_command(w, p);
	wbuf_str(w, "\n  User: ");
	put_user(w, p);
	wbuf_printf(w, "\n  State: %s for %s", process_state_name(p->state),
	    age_print(age_seconds(p->since_ms), age));
	wbuf_str(w, "\n  Pid: ");
	put_pid(w, p);
	wbuf_printf(w, "\n  Starts: %u%s\n", p->starts,
	    p->respawn ? "" : ", not started again by itself");
	if (p->ended_ms >= 0)
		wbuf_printf(w, "  Last end: %s ago\n",
		    age_print(age_seconds(p->ended_ms), age));
	if (p->last[0] == '\0')
		return;
	wbuf_str(w, "  Why: ");
	put_last(w, p);
	wbuf_u8(w, '\n');
}

void
text_process(struct output *o, const struct ctl_process *p)
{
	if (o->cmd->process == NULL)
		put_line(&o->w, p);
	else
		put_all(&o->w, p);
}

void
json_process(struct output *o, const struct ctl_process *p)
{
	struct json *j = &o->j;
	const char *s;

	json_object(j, NULL, false);
	json_string(j, "name", p->name);
	json_array(j, "command", true);
	for (s = p->run; *s != '\0'; s += strlen(s) + 1)
		json_string(j, NULL, s);
	json_end(j);
	if (p->uid != UINT32_MAX) {
		json_string(j, "user", p->user);
		json_uint(j, "uid", p->uid);
	}
	json_string(j, "state", process_state_name(p->state));
	json_int(j, "state_sec", age_seconds(p->since_ms));
	if (p->pid > 0)
		json_int(j, "pid", p->pid);
	json_uint(j, "starts", p->starts);
	json_bool(j, "respawn", p->respawn);
	if (p->ended_ms >= 0)
		json_int(j, "last_end_sec", age_seconds(p->ended_ms));
	if (p->last[0] != '\0')
		json_string(j, "last_end", p->last);
	if (p->next_ms >= 0)
		json_int(j, "next_start_sec", (p->next_ms + 999) / 1000);
	json_end(j);
}
