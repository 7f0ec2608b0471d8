/* SPDX-License-Identifier: ISC */
/*
 * One row for each thing that can be asked.  Those that wait for a reload are
 * kept by its number; the route engine's token is their name.
 *
 * A program may ask for a reload as fast as it can write, and each one costs a
 * child and lines in the log: between two of these reloads there is a rest.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>

#include "base/log.h"
#include "program_ask.h"

enum { REST_MS = 2000 };

struct ask {
	uint32_t	token;
	uint32_t	reload;		/* number awaited */
	bool		later;		/* it has none, until the rest ends */
	bool		restart;	/* every session, behind it */
};

struct asks {
	struct asks_ops		 ops;
	const struct programs	*programs;
	struct loop_timer	*rest;
	struct ask		 v[PR_ASKS_MAX];
	size_t			 n;
};

/* Who asks, as found out here. */
struct asker {
	char		 who[CONF_NAME_MAX + 32];
	const char	*program;	/* its name, "" a client */
	uint8_t		 may;		/* CONF_MAY_* */
	bool		 known;
};

/* One question. */
struct question {
	uint32_t	 token;
	uint8_t		 kind;
	const char	*text;
	size_t		 len;
};

static struct asker
find_asker(const struct asks *as, uint32_t program, const struct pr_ask *a)
{
	struct asker k = { .known = true, .program = "" };
	const struct program *p;

	if (program == 0) {
		(void)snprintf(k.who, sizeof(k.who), "control client %u",
		    a->client);
		if (as->ops.role(as->ops.arg, a->client) >= ROLE_OPERATE)
			k.may = CONF_MAY_ALL;
		return k;
	}
	if ((p = programs_by_number(as->programs, program)) == NULL)
		return (struct asker){ .known = false };
	(void)snprintf(k.who, sizeof(k.who), "program %s", p->conf.name);
	k.program = p->conf.name;
	k.may = p->conf.may;
	return k;
}

static void
answer(struct asks *as, uint32_t token, enum ctl_code code, uint32_t done,
    const char *text)
{
	const struct pr_answer a = { .code = (uint8_t)code, .done = done };

	as->ops.answer(as->ops.arg, token, &a, text,
	    strnlen(text, PR_ASK_TEXT));
}

/* --- what can be asked ---------------------------------------------------- */

static void
do_shutdown(struct asks *as, const struct question *q, const struct asker *k)
{
	answer(as, q->token, CTL_OK, 1, "");
	as->ops.shutdown(as->ops.arg, k->who);
}

static void
begin_reload(struct asks *as)
{
	uint32_t number = 0;
	size_t i;

	for (i = 0; i < as->n; i++) {
		if (!as->v[i].later)
			continue;
		if (number == 0)
			number = as->ops.reload(as->ops.arg);
		as->v[i].later = false;
		as->v[i].reload = number;
	}
	if (number != 0)
		loop_timer_set(as->rest, REST_MS);
}

static void
rested(void *arg)
{
	begin_reload(arg);
}

static void
wait_for_reload(struct asks *as, uint32_t token, const struct asker *k,
    bool restart)
{
	if (as->n == 0)		/* it may well ask a thousand times more */
		log_info("%s asks for a reload%s", k->who, restart ?
		    ", and for every session anew" : "");
	if (as->n == PR_ASKS_MAX) {
		answer(as, token, CTL_REFUSE, 0, "too many wait for a reload");
		return;
	}
	as->v[as->n++] = (struct ask){ .token = token, .restart = restart,
	    .later = true };
	if (!loop_timer_running(as->rest))
		begin_reload(as);
}

static void
do_reload(struct asks *as, const struct question *q, const struct asker *k)
{
	wait_for_reload(as, q->token, k, false);
}

static void
do_restart(struct asks *as, const struct question *q, const struct asker *k)
{
	wait_for_reload(as, q->token, k, true);
}

static void
do_amend(struct asks *as, const struct question *q, const struct asker *k)
{
	struct amend_ask a = { .token = q->token, .kind = q->kind };

	(void)strlcpy(a.program, k->program, sizeof(a.program));
	if (!as->ops.amend(as->ops.arg, &a, q->text, q->len))
		answer(as, q->token, CTL_REFUSE, 0, "too many wait for that");
}

static const struct {
	uint8_t		may;		/* one of these is needed */
	const char	*needs;
	void		(*fn)(struct asks *as, const struct question *q,
			    const struct asker *k);
} rows[PR_ASK_MAX] = {
	[PR_ASK_SHUTDOWN] = { CONF_MAY_CONTROL, "may control", do_shutdown },
	[PR_ASK_RELOAD] = { CONF_MAY_CONTROL, "may control", do_reload },
	[PR_ASK_RESTART] = { CONF_MAY_CONTROL, "may control", do_restart },
	[PR_ASK_CREATE] = { CONF_MAY_CREATE, "may create", do_amend },
	[PR_ASK_DELETE] = { CONF_MAY_CREATE, "may create", do_amend },
};

static bool
permitted(struct asks *as, uint32_t token, uint32_t program,
    const struct asker *k, uint8_t kind)
{
	char why[160];

	if (!k->known) {
		answer(as, token, CTL_REFUSE, 0,
		    "it is not configured any more");
		return false;
	}
	if ((k->may & (rows[kind].may | CONF_MAY_ALL)) != 0)
		return true;
	if (program == 0)
		(void)snprintf(why, sizeof(why), "this needs the role operate "
		    "(control block of bgpd.conf)");
	else
		(void)snprintf(why, sizeof(why), "%s must say '%s' for this",
		    k->who, rows[kind].needs);
	log_debug("%s: refused: %s", k->who, why);
	answer(as, token, CTL_DENIED, 0, why);
	return false;
}

void
asks_take(struct asks *as, uint32_t token, uint32_t program,
    const struct pr_ask *a, const char *text, size_t len)
{
	const struct question q = { .token = token, .kind = a->kind,
	    .text = text, .len = len };
	struct asker k;

	if (a->kind >= PR_ASK_MAX) {
		answer(as, token, CTL_REFUSE, 0, "nothing that can be asked");
		return;
	}
	k = find_asker(as, program, a);
	if (permitted(as, token, program, &k, a->kind))
		rows[a->kind].fn(as, &q, &k);
}

/* --- from outside --------------------------------------------------------- */

void
asks_reloaded(struct asks *as, uint32_t served, bool ok, const char *text)
{
	bool restart = false;
	size_t i, kept = 0;

	for (i = 0; i < as->n; i++) {
		/* Numbers wrap; nobody waits for long. */
		if (as->v[i].later ||
		    (int32_t)(served - as->v[i].reload) < 0) {
			as->v[kept++] = as->v[i];
			continue;
		}
		restart |= ok && as->v[i].restart;
		answer(as, as->v[i].token, ok ? CTL_OK : CTL_REFUSE, ok, text);
	}
	as->n = kept;
	if (restart)
		as->ops.restart(as->ops.arg);
}

void
asks_forget(struct asks *as)
{
	as->n = 0;
}

struct asks *
asks_new(struct loop *l, const struct programs *ps,
    const struct asks_ops *ops)
{
	struct asks *as = xcalloc(1, sizeof(*as));

	as->ops = *ops;
	as->programs = ps;
	as->rest = loop_timer_new(l, rested, as);
	return as;
}

void
asks_free(struct asks *as)
{
	if (as == NULL)
		return;
	loop_timer_free(as->rest);
	free(as);
}
