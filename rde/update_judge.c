/* SPDX-License-Identifier: ISC */
/*
 * What the judgement wants to know of a session stands in several places; what
 * its roles make of a route (RFC 9234).
 */
#include "base/wbuf.h"
#include "bgp/role.h"
#include "update_judge.h"

static bool
has(const struct attr_summary *sum, unsigned type)
{
	return (sum->present & 1ULL << type) != 0;
}

const char *
update_judge(const struct peer *p, bool loopback,
    const struct attr_summary *sum, const struct judged *j)
{
	const struct judge_session s = {
		.ebgp = p->neg.ebgp != 0,
		.loopback = loopback,
		.route_server = p->conf.role == BGP_ROLE_RS_CLIENT,
		.peer_as = p->neg.peer_as,
		.local = p->neg.local,
		.local_ll = p->neg.local_ll,
	};

	return judge_update(&s, sum, j);
}

const char *
update_oddity(const struct peer *p, const struct attr_summary *sum)
{
	/* RFC 6793 4.1: of no use between speakers of 4-octet numbers. */
	if (p->neg.as4 && sum->as_trans)
		return "AS_PATH: 23456 from a neighbour with 4-octet AS "
		    "numbers";
	if (sum->otc_zero)
		return "OTC: AS 0";
	return NULL;
}

void
update_limit_data(enum family f, uint32_t max, uint8_t data[LIMIT_DATA])
{
	const struct family_info *fi = family_info(f);
	struct wbuf w;

	wbuf_fixed(&w, data, LIMIT_DATA);
	wbuf_u16(&w, fi->afi);
	wbuf_u8(&w, fi->safi);
	wbuf_u32(&w, max);
}

uint32_t
update_marks(const struct peer *p)
{
	return p->neg.ebgp && role_marks_in(p->conf.role) ?
	    p->neg.peer_as : 0;
}

bool
update_leaks(const struct peer *p, const struct attr_summary *sum,
    struct rbuf set)
{
	uint32_t otc = 0;
	struct attr a;

	if (!p->neg.ebgp || !has(sum, ATTR_OTC) ||
	    attr_find(set, ATTR_OTC, &a) == -1 ||
	    rbuf_u32(&a.value, &otc) == -1)
		return false;
	return role_leaks_in(p->conf.role, true, otc, p->neg.peer_as);
}
