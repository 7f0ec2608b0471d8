/* SPDX-License-Identifier: ISC */
/*
 * Engines are not trusted: their rows are bounded in number, checked, and
 * joined by id.  Of one whose session would begin anew the route engine counts
 * what the old session would be sent, and that is not told.
 */
#include <stdlib.h>
#include <string.h>

#include <bsd/string.h>

#include "base/log.h"
#include "config/conf_diff.h"
#include "ipc/control.h"
#include "trial_result.h"

enum { QUEUE_HIGH = 64 * 1024 };

static_assert(PE_TRIAL_ROWS == 2 * (CONF_NEIGHBORS_MAX + CONF_CLONES_MAX),
    "room for all that are and all that would be");

struct trial_result {
	unsigned		 refs;
	struct pe_trial_neighbor *told;
	size_t			 ntold;
	size_t			 room;
	struct ctl_changes	 all;
	struct ctl_change	*rows;
	char			*warnings;
};

struct trial_result *
trial_result_new(void)
{
	struct trial_result *r = xcalloc(1, sizeof(*r));

	r->refs = 1;
	return r;
}

struct trial_result *
trial_result_ref(struct trial_result *r)
{
	r->refs++;
	return r;
}

void
trial_result_unref(struct trial_result *r)
{
	if (r == NULL || --r->refs > 0)
		return;
	free(r->told);
	free(r->rows);
	free(r->warnings);
	free(r);
}

int
trial_result_add(struct trial_result *r, const struct pe_trial_neighbor *row)
{
	if (r->ntold == PE_TRIAL_ROWS || row->change >= CONF_CHANGE_MAX ||
	    (row->remote.af != ADDR_V4 && row->remote.af != ADDR_V6))
		return -1;
	if (r->ntold == r->room) {
		r->room = r->room == 0 ? 64 : r->room * 2;
		r->told = xreallocarray(r->told, r->room, sizeof(*r->told));
	}
	r->told[r->ntold++] = *row;
	return 0;
}

/* --- joining -------------------------------------------------------------- */

static int
by_id(const void *va, const void *vb)
{
	const struct pe_trial_neighbor *a = va, *b = vb;

	return a->id < b->id ? -1 : a->id > b->id;
}

static int
by_address(const void *va, const void *vb)
{
	const struct ctl_change *a = va, *b = vb;
	int r = addr_cmp(&a->remote, &b->remote);

	if (r != 0)
		return r;
	if (a->remote_plen != b->remote_plen)
		return a->remote_plen < b->remote_plen ? -1 : 1;
	return a->change < b->change ? -1 : a->change > b->change;
}

/* Rows of one id, from *i on, as one; false: nobody would notice anything. */
static bool
join(const struct trial_result *r, size_t *i, struct pe_trial_neighbor *out)
{
	const struct pe_trial_neighbor *t;

	*out = r->told[(*i)++];
	for (; *i < r->ntold && r->told[*i].id == out->id; (*i)++) {
		t = &r->told[*i];
		if (t->change != CONF_CHANGE_NONE)
			out->change = t->change;
		out->words |= t->words;
		out->announcements += t->announcements;
		out->withdraws += t->withdraws;
	}
	if (out->change == CONF_CHANGE_ADD ||
	    out->change == CONF_CHANGE_REMOVE ||
	    out->change == CONF_CHANGE_RESTART)
		out->announcements = out->withdraws = 0;
	return out->change != CONF_CHANGE_NONE || out->announcements > 0 ||
	    out->withdraws > 0;
}

static void
fill(struct ctl_change *c, const struct pe_trial_neighbor *t,
    const struct config *old, const struct config *next)
{
	uint32_t id = t->range != 0 ? t->range : t->id;
	const struct conf_neighbor *n = config_neighbor(next, id);

	if (n == NULL)
		n = config_neighbor(old, id);
	*c = (struct ctl_change){ .remote = t->remote,
	    .remote_plen = (uint8_t)addr_bits(t->remote.af),
	    .change = t->change, .announcements = t->announcements,
	    .withdraws = t->withdraws, .words = t->words };
	if (n == NULL)
		return;
	(void)strlcpy(c->description, n->description,
	    sizeof(c->description));
	if (t->range == 0 && n->remote.af == t->remote.af)
		c->remote_plen = n->remote_plen;
}

void
trial_result_end(struct trial_result *r, const struct config *old,
    const struct config *next, const struct pe_done *did,
    const char *warnings)
{
	struct pe_trial_neighbor one;
	uint32_t n = 0;
	size_t i = 0;

	if (r->ntold > 0)
		qsort(r->told, r->ntold, sizeof(*r->told), by_id);
	r->rows = xcalloc(r->ntold + 1, sizeof(*r->rows));
	while (i < r->ntold)
		if (join(r, &i, &one))
			fill(&r->rows[n++], &one, old, next);
	if (n > 0)
		qsort(r->rows, n, sizeof(*r->rows), by_address);
	free(r->told);
	r->told = NULL;
	r->ntold = r->room = 0;
	r->all = (struct ctl_changes){ .routes_added = did->added,
	    .routes_changed = did->changed, .routes_removed = did->removed,
	    .settings = config_settings(old, next), .neighbors = n };
	r->warnings = xstrdup(warnings);
}

/* --- telling -------------------------------------------------------------- */

bool
trial_result_send(const struct trial_result *r, struct link *k, uint32_t req,
    size_t *at)
{
	if (*at == 0)
		(void)link_send(k, CTL_CHANGES, req, 0, &r->all,
		    sizeof(r->all));
	for (; *at < r->all.neighbors; (*at)++) {
		if (link_queued(k) > QUEUE_HIGH)
			return false;
		(void)link_send(k, CTL_CHANGE, req, 0, &r->rows[*at],
		    sizeof(r->rows[*at]));
	}
	return true;
}

uint32_t
trial_result_count(const struct trial_result *r)
{
	return r->all.neighbors;
}

const char *
trial_result_warnings(const struct trial_result *r)
{
	return r->warnings;
}
