/* SPDX-License-Identifier: ISC */
/*
 * NLRI and next hops of every family.  An NLRI inside Herald is its key (for IP
 * families a masked prefix) and a path id; of other families also what is
 * carried with it but is not part of the key (nlri_row.h, a row each).
 */
#ifndef PATH_NLRI_H
#define PATH_NLRI_H

#ifdef HERALD_session
#error "the session engine does not look inside an UPDATE"
#endif

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/family.h"
#include "bgp/prefix.h"

struct nlri {
	uint8_t		family;		/* enum family */
	uint8_t		has_path_id;
	uint16_t	pad;
	uint32_t	path_id;	/* 0 without ADD-PATH */
	struct prefix	prefix;
	struct rbuf	key;		/* of a keyed family; borrowed */
	struct rbuf	carried;	/* with it: labels, gateway; borrowed */
};

struct nexthop {
	struct addr	global;		/* af ADDR_NONE: none */
	struct addr	link_local;	/* second 16 octets, or none */
	/*
	 * Instead of both, of a family by number, where they are no address:
	 * borrowed, at most NEXTHOP_OCTETS_MAX.
	 */
	struct rbuf	octets;
};
enum { NEXTHOP_OCTETS_MAX = 255 };

enum {
	NLRI_ADD_PATH	= 1 << 0,	/* negotiated for this direction */
	/* the form of a withdraw, which says the key and no more */
	NLRI_WITHDRAW	= 1 << 1,
	/* read what else a withdraw has, for those who only tell of it */
	NLRI_CARRIED	= 1 << 2,
};
/* Octets of a key and what is carried with it that are taken, at most. */
enum { NLRI_ROOM = 4096 };

/*
 * One NLRI; key and carried are appended to room, which is fixed, has room
 * for NLRI_ROOM octets, and may be NULL for IP families.  0; 1: it was read
 * and is to be left out (RFC 7606 5.4, or too long), nothing is appended;
 * -1: malformed.
 */
int	nlri_read(struct rbuf *b, enum family f, unsigned how,
	    struct nlri *n, struct wbuf *room);
void	nlri_write(struct wbuf *w, const struct nlri *n, unsigned how);
size_t	nlri_write_size(const struct nlri *n, unsigned how);
/* Does one take a whole field, so that each wants a message of its own? */
bool	nlri_fills_field(enum family f);
/* Walks a field to its end.  0, or -1: malformed somewhere. */
int	nlri_check(struct rbuf b, enum family f, unsigned how);
/* The same prefix or key, whatever the path id. */
bool	nlri_same(const struct nlri *a, const struct nlri *b);
/* The order of a family's keys; NULL: that of their octets. */
typedef int nlri_order(enum family f, struct rbuf a, struct rbuf b);
nlri_order *nlri_order_of(enum family f);
/* Are key and carried such as nlri_read makes them? */
bool	nlri_is_sound(const struct nlri *n);
/* What a filter asks of an NLRI; of nothing else are these a property. */
struct nlri_about {
	bool		has_prefix;
	bool		has_rd;
	struct prefix	prefix;		/* of an address, all bits */
	uint8_t		rd[8];
};
void	nlri_about(const struct nlri *n, struct nlri_about *a);
/* Are there NLRI in this family that are about anything of these? */
bool	nlri_is_about(enum family f);
/* "192.0.2.0/24" with " path-information 0.0.0.1" when it has one. */
void	nlri_print(struct wbuf *out, const struct nlri *n);

/* The same behind the word of its family, "evpn …": one that is keyed. */
void	nlri_print_named(struct wbuf *out, const struct nlri *n);

/* How an event says an NLRI. */
struct nlri_form {
	uint8_t			 shape;		/* event/emit.h */
	bool			 compact;	/* a bare string if it can be */
	const struct nexthop	*nexthop;	/* NULL: it is withdrawn */
};
/* { "nlri": "192.0.2.0/24", … } */
void	nlri_json(struct wbuf *w, const struct nlri *n,
	    const struct nlri_form *f);
/* The words of it in a line, without its next hop. */
void	nlri_line(struct wbuf *w, const struct nlri *n,
	    const struct nlri_form *f);

/* MP_REACH next hop octets (lengths as the family allows). */
int	nexthop_read(struct rbuf field, enum family f, bool enh_nexthop,
	    struct nexthop *nh);
void	nexthop_write(struct wbuf *w, enum family f, const struct nexthop *nh);
size_t	nexthop_write_size(enum family f, const struct nexthop *nh);
/* "192.0.2.1" (the link-local one, if it is alone), "0x0102"; "" for none. */
void	nexthop_print(struct wbuf *out, const struct nexthop *nh);
/* Do they print alike? */
bool	nexthop_same(const struct nexthop *a, const struct nexthop *b);
/* What is no address: the same octets, or none in both? */
bool	nexthop_octets_same(const struct nexthop *a, const struct nexthop *b);
/* Is it "", for there is none? */
bool	nexthop_is_none(const struct nexthop *nh);
/* Are as many octets an address, in families by number? */
bool	nexthop_is_address(size_t octets);
/* Is one of no meaning to this family (flow specification)? */
bool	nexthop_may_miss(enum family f);
/* May routes of this family carry this next hop (RFC 8950)? */
bool	nexthop_fits(enum family f, const struct nexthop *nh, bool enh_nexthop);
/* 0.0.0.0, loopback, multicast, class E: not usable as a next hop. */
bool	nexthop_is_martian(const struct nexthop *nh);

#endif
