/* SPDX-License-Identifier: ISC */
/* How far an answer has come; when to take the next step is the engine's. */
#include "ipc/offence_walk.h"
#include "ipc/selector.h"

void
offence_walk_start(struct offence_walk *w, const struct offences *r,
    const struct ctl_selector *who)
{
	*w = (struct offence_walk){ .who = *who, .last = offences_last(r) };
	w->who.name[CTL_NAME_MAX - 1] = '\0';
}

bool
offence_walk_step(struct offence_walk *w, struct offences *r, struct link *k,
    uint32_t req)
{
	const struct offence *o;
	struct rbuf msg;

	do {
		o = offences_next(r, w->after, &msg);
		if (o == NULL || o->serial > w->last)
			return false;
		w->after = o->serial;
	} while (!selector_fits(&w->who, &o->remote, o->description,
	    o->group));
	(void)link_send2(k, CTL_MALFORMED, req, 0, o, sizeof(*o), msg.p,
	    msg.left);
	w->sent++;
	return true;
}
