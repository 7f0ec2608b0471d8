/* SPDX-License-Identifier: ISC */
/*
 * A neighbour writes as many bad messages as it likes: nothing is put into
 * words that nobody will read.
 */
#include <stdio.h>

#include <bsd/string.h>

#include "base/log.h"
#include "bgp/notification.h"
#include "path/attr.h"
#include "update_note.h"

enum { NOTE_EVERY_MS = 60 * 1000 };	/* a neighbour's line of one kind */

void
fault_add(struct fault *f, enum offence_verdict v, uint8_t attr,
    const char *why)
{
	if (v > f->verdict)
		*f = (struct fault){ .verdict = (uint8_t)v, .attr = attr,
		    .why = why };
}

const char *
fault_reason(uint8_t attr, const char *why, char buf[REASON_TEXT])
{
	const char *name = attr_name(attr);

	if (attr == 0)
		return why;
	if (name != NULL)
		(void)snprintf(buf, REASON_TEXT, "%s: %s", name, why);
	else
		(void)snprintf(buf, REASON_TEXT, "attribute %u: %s", attr,
		    why);
	return buf;
}

bool
update_note_due(struct notes *n, enum note kind)
{
	if (!monotime_is_set(n->at[kind]) || monotime_diff_ms(clock_coarse(),
	    n->at[kind]) >= NOTE_EVERY_MS)
		return true;
	n->held_back[kind]++;
	return false;
}

void
update_note_line(struct notes *n, const struct peer *p, enum note kind,
    const char *what, const char *detail)
{
	char who[ADDR_TEXT];

	log_warn("neighbor %s (AS %u): %s: %s (%llu more since the last line)",
	    addr_print(&p->neg.remote, who, sizeof(who)), p->neg.peer_as,
	    what, detail == NULL ? "" : detail,
	    (unsigned long long)n->held_back[kind]);
	n->at[kind] = clock_coarse();
	n->held_back[kind] = 0;
}

void
update_note(struct notes *n, const struct peer *p, enum note kind,
    const char *what, const char *detail)
{
	if (update_note_due(n, kind))
		update_note_line(n, p, kind, what, detail);
}

void
update_note_message(struct rde *rde, const struct peer *p,
    const struct fault *f, struct rbuf msg, bool add_path)
{
	struct offence o = {
		.remote = p->neg.remote,
		.local = p->neg.local,
		.share = p->range != 0 ? p->range : p->id,
		.peer_as = p->neg.peer_as,
		.local_as = p->neg.local_as,
		.peer_id = p->neg.peer_id,
		.local_id = p->neg.local_id,
		.verdict = f->verdict,
		.as4 = p->neg.as4,
		.add_path = add_path,
	};
	char text[PREFIX_TEXT], buf[REASON_TEXT];

	if (f->verdict == OFFENCE_SESSION_RESET) {
		o.code = NOTIFY_UPDATE;
		o.subcode = f->subcode;
	}
	strlcpy(o.description, p->conf.description, sizeof(o.description));
	strlcpy(o.group, p->conf.group, sizeof(o.group));
	if (f->verdict == OFFENCE_IGNORED)
		(void)snprintf(o.why, sizeof(o.why), "%s: %s", f->why,
		    prefix_print(&f->prefix, text, sizeof(text)));
	else
		strlcpy(o.why, fault_reason(f->attr, f->why, buf),
		    sizeof(o.why));
	offences_add(rde->offences, &o, msg);
}
