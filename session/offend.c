/* SPDX-License-Identifier: ISC */
/*
 * What is noted of a message, from the connection as far as it has come: the
 * configuration tells what a session would.
 */
#include <stdio.h>

#include <bsd/string.h>

#include "bgp/offence.h"
#include "offend.h"
#include "peer.h"

/* In words for people; a number of the NOTIFICATION's data stands behind. */
static const struct refusal {
	uint8_t		 code;
	uint8_t		 subcode;
	uint8_t		 octets;
	const char	*why;
} refusals[] = {
	{ NOTIFY_HEADER, HEADER_SYNC, 0, "the marker is not all ones" },
	{ NOTIFY_HEADER, HEADER_LENGTH, 2, "length that cannot be" },
	{ NOTIFY_HEADER, HEADER_TYPE, 1, "unknown type" },
	{ NOTIFY_OPEN, OPEN_UNSPECIFIC, 0,
	    "malformed parameters or capabilities" },
	{ NOTIFY_OPEN, OPEN_VERSION, 0, "the version is not 4" },
	{ NOTIFY_OPEN, OPEN_PEER_AS, 4, "unexpected AS number" },
	{ NOTIFY_OPEN, OPEN_ID, 0, "the identifier is 0, or our own" },
	{ NOTIFY_OPEN, OPEN_PARAM, 0, "unknown optional parameter" },
	{ NOTIFY_OPEN, OPEN_HOLD_TIME, 2, "unacceptable hold time" },
	{ NOTIFY_OPEN, OPEN_CAPABILITY, 0,
	    "a required capability is missing" },
	{ NOTIFY_OPEN, OPEN_ROLE, 0, "its role does not go with ours" },
	{ NOTIFY_REFRESH, 1, 0, "length that the subtype cannot have" },
};

static const struct refusal *
refusal_of(const struct notify *n)
{
	size_t i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (refusals[i].code == n->code &&
		    refusals[i].subcode == n->subcode)
			return &refusals[i];
	return NULL;
}

static void
reason(const struct notify *n, char *buf, size_t size)
{
	const struct refusal *r = refusal_of(n);
	uint32_t v = 0;
	unsigned i;

	if (r == NULL)
		(void)notify_name(n->code, n->subcode, buf, size);
	else if (r->octets == 0 || n->len < r->octets)
		strlcpy(buf, r->why, size);
	else {
		for (i = 0; i < r->octets; i++)
			v = v << 8 | n->data[i];
		(void)snprintf(buf, size, "%s: %u", r->why, v);
	}
}

static struct offence
facts(const struct conn *c, enum offence_verdict v)
{
	const struct peer *p = c->peer;
	const struct negotiated *neg = c->neg;
	struct offence o = {
		.remote = c->remote.af != ADDR_NONE ? c->remote :
		    p->conf.remote,
		.local = c->local,
		.share = p->range != 0 ? p->range : p->conf.id,
		.peer_as = neg != NULL ? neg->peer_as : p->conf.peer_as,
		.local_as = neg != NULL ? neg->local_as : p->conf.local_as,
		.peer_id = neg != NULL ? neg->peer_id : 0,
		.local_id = neg != NULL ? neg->local_id : p->conf.router_id,
		.verdict = (uint8_t)v,
		.as4 = neg != NULL && neg->as4,
	};

	strlcpy(o.description, p->conf.description, sizeof(o.description));
	strlcpy(o.group, p->conf.group, sizeof(o.group));
	return o;
}

void
offend_refused(const struct conn *c, const struct notify *n, struct rbuf msg)
{
	struct offence o = facts(c, OFFENCE_SESSION_RESET);

	o.code = n->code;
	o.subcode = n->subcode;
	reason(n, o.why, sizeof(o.why));
	offences_add(c->e->offences, &o, msg);
}

void
offend_unexpected(const struct conn *c, struct rbuf msg)
{
	struct offence o = facts(c, OFFENCE_SESSION_RESET);
	char type[16];

	o.code = NOTIFY_FSM;
	o.subcode = fsm_unexpected(c->state);
	(void)snprintf(o.why, sizeof(o.why), "%s in state %s",
	    message_type_name(message_type(msg.p), type, sizeof(type)),
	    fsm_state_name(c->state));
	offences_add(c->e->offences, &o, msg);
}

void
offend_ignored(const struct conn *c, struct rbuf msg, const char *why)
{
	struct offence o = facts(c, OFFENCE_IGNORED);

	strlcpy(o.why, why, sizeof(o.why));
	offences_add(c->e->offences, &o, msg);
}
