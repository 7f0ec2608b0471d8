/* SPDX-License-Identifier: ISC */
/*
 * Rules are few (routers hold thousands), so that all of an answer can wait
 * until the last has come.
 */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "bgp/family.h"
#include "flow_list.h"
#include "path/flow.h"

struct rule {
	struct network_view	 v;
	struct rbuf		 key;
	uint8_t			*octets;	/* of key, NLRI, attributes */
	size_t			 at;		/* as it came */
};

struct flow_list {
	struct rule	*rules;
	size_t		 n;
	size_t		 room;
};

struct flow_list *
flow_list_new(void)
{
	return xcalloc(1, sizeof(struct flow_list));
}

void
flow_list_free(struct flow_list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->rules[i].octets);
	free(l->rules);
	free(l);
}

static struct flow_family
kind_of(const struct ctl_network_row *r)
{
	return (struct flow_family){ .af = family_af(r->afi),
	    .vpn = r->safi == family_info(FAMILY_IPV4_FLOW_VPN)->safi };
}

static struct rbuf
keep(uint8_t **at, struct rbuf b)
{
	struct rbuf kept = rbuf_of(*at, b.left);

	if (b.left > 0)
		memcpy(*at, b.p, b.left);
	*at += b.left;
	return kept;
}

int
flow_list_add(struct flow_list *l, const struct network_view *v)
{
	uint8_t octets[FLOW_MAX], *at;
	struct rbuf nlri = v->nlri;
	struct wbuf key;
	struct rule *r;

	wbuf_fixed(&key, octets, sizeof(octets));
	if (flow_read(&nlri, kind_of(&v->r), &key) != 0 || nlri.left > 0)
		return -1;
	if (l->n == l->room) {
		l->room = l->room == 0 ? 64 : l->room * 2;
		l->rules = xreallocarray(l->rules, l->room, sizeof(*r));
	}
	r = &l->rules[l->n];
	*r = (struct rule){ .v = *v, .at = l->n++ };
	at = r->octets = xmalloc(key.len + v->nlri.left + v->attrs.left + 1);
	r->key = keep(&at, wbuf_view(&key));
	r->v.nlri = keep(&at, v->nlri);
	r->v.attrs = keep(&at, v->attrs);
	return 0;
}

static int
in_order(const void *va, const void *vb)
{
	const struct rule *a = va, *b = vb;
	int r;

	if (a->v.r.afi != b->v.r.afi)
		return (int)a->v.r.afi - (int)b->v.r.afi;
	if (a->v.r.safi != b->v.r.safi)
		return (int)a->v.r.safi - (int)b->v.r.safi;
	r = flow_cmp(a->key, b->key, kind_of(&a->v.r));
	if (r != 0)
		return r;
	return a->at < b->at ? -1 : 1;
}

void
flow_list_sort(struct flow_list *l)
{
	if (l->n > 0)
		qsort(l->rules, l->n, sizeof(*l->rules), in_order);
}

size_t
flow_list_count(const struct flow_list *l)
{
	return l->n;
}

const struct network_view *
flow_list_get(const struct flow_list *l, size_t i)
{
	return &l->rules[i].v;
}
