/* SPDX-License-Identifier: ISC */
/*
 * The daemon is not trusted: strings must end, lengths must fit, families
 * must be known, before anything is printed.
 */
#include <string.h>

#include "config/conf_diff.h"
#include "flow_why.h"
#include "records.h"
#include "stamp.h"

#define ENDS(field)	(memchr((field), '\0', sizeof(field)) != NULL)

static int
whole(struct link_msg *m, void *out, size_t n)
{
	if (rbuf_host(&m->body, out, n) == -1 || m->body.left != 0)
		return -1;
	return 0;
}

static bool
addr_ok(const struct addr *a)
{
	return a->af == ADDR_NONE || a->af == ADDR_V4 || a->af == ADDR_V6;
}

int
record_neighbor(struct link_msg *m, struct ctl_neighbor *n)
{
	if (whole(m, n, sizeof(*n)) == -1)
		return -1;
	if (!ENDS(n->description) || !ENDS(n->group) ||
	    !ENDS(n->last_error) || !ENDS(n->shutdown_sent) ||
	    !ENDS(n->shutdown_rcvd))
		return -1;
	if (!addr_ok(&n->remote) || !addr_ok(&n->local) ||
	    n->local_caps_len > sizeof(n->local_caps) ||
	    n->remote_caps_len > sizeof(n->remote_caps))
		return -1;
	return 0;
}

int
record_counters(struct link_msg *m, struct ctl_counters *c)
{
	if (whole(m, c, sizeof(*c)) == -1 || !ENDS(c->eor_program))
		return -1;
	return 0;
}

int
record_rib_neighbor(struct link_msg *m, struct ctl_rib_neighbor *n)
{
	if (whole(m, n, sizeof(*n)) == -1 || !ENDS(n->description) ||
	    !addr_ok(&n->remote))
		return -1;
	return 0;
}

int
record_memory(struct link_msg *m, struct ctl_memory *r)
{
	if (whole(m, r, sizeof(*r)) == -1 || !ENDS(r->name))
		return -1;
	return 0;
}

int
record_changes(struct link_msg *m, struct ctl_changes *c)
{
	return whole(m, c, sizeof(*c));
}

int
record_change(struct link_msg *m, struct ctl_change *c)
{
	if (whole(m, c, sizeof(*c)) == -1 || !ENDS(c->description) ||
	    !addr_ok(&c->remote) || c->change >= CONF_CHANGE_MAX ||
	    c->remote_plen > addr_bits(c->remote.af))
		return -1;
	return 0;
}

int
record_process(struct link_msg *m, struct ctl_process *p)
{
	const size_t n = sizeof(p->run);

	if (whole(m, p, sizeof(*p)) == -1 || !ENDS(p->name) ||
	    !ENDS(p->user) || !ENDS(p->last) ||
	    p->run[n - 1] != '\0' || p->run[n - 2] != '\0')
		return -1;
	return 0;
}

int
record_network(struct link_msg *m, struct network_view *v)
{
	struct ctl_network_row *r = &v->r;
	struct nlri_said said;

	if (rbuf_host(&m->body, r, sizeof(*r)) == -1 ||
	    rbuf_sub(&m->body, r->nlri_len, &v->nlri) == -1 ||
	    rbuf_sub(&m->body, r->nexthop_len, &v->nexthop) == -1 ||
	    rbuf_sub(&m->body, r->attr_len, &v->attrs) == -1 ||
	    m->body.left != 0)
		return -1;
	said = network_said(v);
	if (!ENDS(r->owner) || !ENDS(r->reason) || !ENDS(r->targets) ||
	    !nlri_said_ok(&said) || !addr_ok(&r->nexthop))
		return -1;
	return 0;
}

int
record_malformed(struct link_msg *m, struct malformed_view *v)
{
	struct offence *o = &v->o;

	if (rbuf_host(&m->body, o, sizeof(*o)) == -1 ||
	    rbuf_sub(&m->body, o->len, &v->msg) == -1 || m->body.left != 0)
		return -1;
	if (!ENDS(o->description) || !ENDS(o->group) || !ENDS(o->why) ||
	    !addr_ok(&o->remote) || !addr_ok(&o->local) ||
	    !stamp_is_sane(o->at_ms) ||
	    offence_verdict_name(o->verdict) == NULL)
		return -1;
	return 0;
}

int
record_path(struct link_msg *m, struct path_view *v)
{
	struct nlri_said said;

	if (m->body.left == 0)
		return 0;
	if (rbuf_host(&m->body, &v->p, sizeof(v->p)) == -1 ||
	    rbuf_sub(&m->body, v->p.nlri_len, &v->nlri) == -1 ||
	    rbuf_sub(&m->body, v->p.nexthop_len, &v->nexthop) == -1 ||
	    rbuf_sub(&m->body, v->p.attr_len, &v->attrs) == -1)
		return -1;
	if ((v->p.flags & CTL_P_INFEASIBLE) != 0 &&
	    (rbuf_host(&m->body, &v->why, sizeof(v->why)) == -1 ||
	    !flow_why_ok(&v->why)))
		return -1;
	said = path_said(v);
	if (!nlri_said_ok(&said) || !addr_ok(&v->p.nexthop) ||
	    !addr_ok(&v->p.nexthop_ll))
		return -1;
	return 1;
}
