/* SPDX-License-Identifier: ISC */
/*
 * Capabilities (RFC 5492) as a value: what one side says in its OPEN.  Codes
 * are rows of a table in capability.c: reader, writer, name.
 */
#ifndef BGP_CAPABILITY_H
#define BGP_CAPABILITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rbuf.h"
#include "base/wbuf.h"
#include "bgp/notification.h"

enum cap_code {
	CAP_MP = 1, CAP_REFRESH = 2, CAP_ENH = 5, CAP_EXTENDED_MESSAGE = 6,
	CAP_ROLE = 9, CAP_GR = 64, CAP_AS4 = 65, CAP_MULTISESSION = 68,
	CAP_ADD_PATH = 69, CAP_ENHANCED_REFRESH = 70, CAP_LLGR = 71,
	CAP_FQDN = 73, CAP_VERSION = 75, CAP_PATHS_LIMIT = 76,
	CAP_LINK_LOCAL = 77, CAP_REFRESH_CISCO = 128,
	CAP_MULTISESSION_CISCO = 131,
	CAP_OPERATIONAL = 185,		/* ExaBGP's own */
};

enum {
	CAP_FAMILIES_MAX = 64, CAP_NAME_MAX = 256, CAP_UNKNOWN_MAX = 32,
	ADD_PATH_RECEIVE = 1, ADD_PATH_SEND = 2, ADD_PATH_BOTH = 3,
	ROLE_UNSET = 255,
};

struct afi_safi {
	uint16_t	afi;
	uint8_t		safi;
	uint8_t		arg;	/* ADD-PATH mode; GR and LLGR: F bit as 1 */
	/* LLGR stale time, PATHS-LIMIT; ENH: next-hop AFI */
	uint32_t	n;
};

struct afi_safi_list {
	uint16_t	n;
	struct afi_safi	v[CAP_FAMILIES_MAX];	/* more are ignored */
};

struct capabilities {
	struct afi_safi_list mp;
	bool		has_as4;
	uint32_t	as4;
	bool		refresh;		/* 2 or 128 */
	bool		enhanced_refresh;
	bool		operational;
	bool		extended_message;
	bool		link_local;
	uint8_t		role;			/* ROLE_UNSET: none */
	bool		role_conflict;		/* two different values: 2/11 */
	bool		has_gr;
	bool		gr_restarting;		/* R */
	bool		gr_notification;	/* N, RFC 8538 */
	uint16_t	gr_time;		/* 12 bits, seconds */
	struct afi_safi_list gr;
	bool		has_llgr;
	struct afi_safi_list llgr;
	struct afi_safi_list add_path;
	struct afi_safi_list enh;
	struct afi_safi_list paths_limit;
	/* as received: any byte but NUL */
	char		host[CAP_NAME_MAX];
	char		domain[CAP_NAME_MAX];
	char		version[CAP_NAME_MAX];
	uint8_t		nunknown;
	/* codes seen and ignored */
	uint8_t		unknown[CAP_UNKNOWN_MAX];
};

/* A TLV list without the optional-parameter wrapping, in ExaBGP's order. */
void	capabilities_write(struct wbuf *w, const struct capabilities *c);
/*
 * Adds the capabilities of one optional parameter to *c (start with
 * capabilities_init).  0, or -1: a capability overruns it (2/0 in *err).
 */
int	capabilities_read(struct rbuf b, struct capabilities *c,
	    struct notify *err);
void	capabilities_init(struct capabilities *c);
/* One capability as it stands in a TLV list, for NOTIFICATION 2/7 data. */
void	capability_write_one(struct wbuf *w, const struct capabilities *c,
	    uint8_t code);
bool	capability_present(const struct capabilities *c, uint8_t code);
uint8_t	capability_by_word(const char *word);	/* "route-refresh"; 0 none */

/* One capability of a received or sent OPEN, as an event says it. */
struct capability_seen {
	uint8_t			   code;
	/* of the first with this code */
	struct rbuf		   value;
	const struct capabilities *all;
};
/* Its key among those that were sent: "multiprotocol". */
void	capability_key(struct wbuf *w, uint8_t code, unsigned shape);
/* { "name": "asn4", … }, and the same as words; shape as event/emit.h says. */
void	capability_json(struct wbuf *w, const struct capability_seen *s,
	    unsigned shape);
void	capability_line(struct wbuf *w, const struct capability_seen *s,
	    unsigned shape);

const struct afi_safi *afi_safi_find(const struct afi_safi_list *l,
	    uint16_t afi, uint8_t safi);

#endif
