/* SPDX-License-Identifier: ISC */
/*
 * What a family of NLRI is: one row, in the file of its family.  An NLRI is
 * its key, the canonical octets that two announcements of the same thing have
 * in common, and what is carried with it: octets that may change from one
 * announcement to the next (labels, ESI, gateway).  Both are of the family's
 * own making; to everybody else they are octets.  Private to path/.
 */
#ifndef PATH_NLRI_ROW_H
#define PATH_NLRI_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/family.h"
#include "path/nlri.h"
#include "text/token.h"

struct attr_builder;
struct typed_family;

struct nlri_view {
	enum family	f;
	struct rbuf	key;
	struct rbuf	carried;
};

struct nlri_row {
	/*
	 * One NLRI behind its path id: both parts appended; 1: consumed, and
	 * to be left out alone (RFC 7606 5.4, RFC 9552 8.2.2), nothing
	 * appended; or -1: malformed, nothing consumed or appended.
	 */
	int	(*read)(struct rbuf *b, enum family f, struct wbuf *key,
		    struct wbuf *carried);
	/* The same of an NLRI that is withdrawn; NULL: read. */
	int	(*read_withdrawn)(struct rbuf *b, enum family f,
		    struct wbuf *key, struct wbuf *carried);
	/* The wire form; of a withdraw, where that differs (RFC 8277 2.4). */
	void	(*write)(struct wbuf *w, const struct nlri_view *n,
		    bool withdraw);
	size_t	(*write_size)(const struct nlri_view *n, bool withdraw);
	/*
	 * The words that read back to it, behind the one that says its family
	 * ("vpls", "evpn") and without its path id.
	 */
	void	(*print)(struct wbuf *out, const struct nlri_view *n);
	/*
	 * An event's object of it, and the words in a text event's line: all
	 * of them, with its path id; line NULL: nlri_print_named.
	 */
	void	(*json)(struct wbuf *w, const struct nlri_view *n,
		    const struct nlri_form *form, const uint32_t *path_id);
	void	(*line)(struct wbuf *w, const struct nlri_view *n,
		    const struct nlri_form *form, const uint32_t *path_id);
	/*
	 * The IP prefix and the route distinguisher that a filter finds it by,
	 * into *a, which is empty; NULL: there are none in this family.
	 */
	void	(*about)(const struct nlri_view *n, struct nlri_about *a);
	/*
	 * The route grammar, word by word, for words of the NLRI and of its
	 * attributes come mixed.  begin: owned, end with free (may be NULL).
	 * one: 1 taken, 0 no word of this family's (nothing consumed), -1 with
	 * *e.  finish: all words are in; both parts appended, 0, or -1 with *e
	 * at t.
	 */
	void   *(*begin)(enum family f);
	int	(*one)(void *words, struct tokens *t, struct text_error *e);
	int	(*finish)(const void *words, const struct tokens *t,
		    struct wbuf *key, struct wbuf *carried,
		    struct text_error *e);
	/*
	 * In front of finish where it is an announcement: what that must say
	 * and a withdraw need not.  0, or -1 with *e at t; NULL: nothing.
	 */
	int	(*announced)(const void *words, const struct tokens *t,
		    struct text_error *e);
	void	(*free)(void *words);
	/*
	 * Words of an attribute that mean it in routes of this family only: as
	 * one; NULL: none.
	 */
	int	(*attr_one)(struct tokens *t, struct attr_builder *b,
		    struct text_error *e);
	/* The order of keys: below 0, 0, above it; NULL: that of octets. */
	int	(*cmp)(enum family f, struct rbuf a, struct rbuf b);
	/* Lengths of a next hop, as bits: 1ULL << octets (rfc 2.11). */
	uint64_t nexthops;
	uint64_t nexthops_enhanced;	/* with RFC 8950 negotiated, more */
	/* Those of other lengths are taken too, as octets. */
	bool	 any_nexthop;
	/* An NLRI ends where the field does. */
	bool	 fills_field;
	/* One of IPv4 is sent as ::ffff:a.b.c.d, though 4 octets are taken. */
	bool	 maps_nexthop;
	/* A prefix is what its words begin with. */
	bool	 has_prefix;
	/*
	 * The words in front of print's, where they are not the two that say
	 * the family; NULL: they are.
	 */
	void	(*head)(struct wbuf *out, const struct nlri_view *n);
	/* FAMILY_ALONE: which of its families the words behind mean. */
	enum family (*pick)(const struct tokens *t);
	/* What its NLRI are made of, nlri_typed.h; NULL: of no such fields. */
	const struct typed_family *typed;
	/* What one() takes, to suggest; NULL-terminated, or NULL. */
	const char *const *words;
};

/* NULL for IP families. */
const struct nlri_row *nlri_row(enum family f);

/* nlri_vpn.c: one codec, next hops by AFI */
extern const struct nlri_row nlri_labelled;	/* 1/4 */
extern const struct nlri_row nlri_labelled_ipv6; /* 2/4 */
extern const struct nlri_row nlri_vpn;		/* 1/128, 1/129 */
extern const struct nlri_row nlri_vpn_ipv6;	/* 2/128, 2/129 */
extern const struct nlri_row nlri_vpls;		/* 25/65 */
extern const struct nlri_row nlri_evpn;		/* 25/70 */
extern const struct nlri_row nlri_rtc;		/* 1/132 */
extern const struct nlri_row nlri_mvpn;		/* SAFI 5 */
extern const struct nlri_row nlri_mup;		/* 1/85 */
extern const struct nlri_row nlri_mup_ipv6;	/* 2/85 */
extern const struct nlri_row nlri_sr_policy;	/* SAFI 73 */
extern const struct nlri_row nlri_ls;		/* 16388/71 */
extern const struct nlri_row nlri_ls_vpn;	/* 16388/72 */
extern const struct nlri_row nlri_flow;		/* SAFI 133, 134 */
extern const struct nlri_row nlri_opaque;	/* by number only */

#endif
