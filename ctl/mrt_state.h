/* SPDX-License-Identifier: ISC */
/* What the readers of MRT records share.  Private to them. */
#ifndef CTL_MRT_STATE_H
#define CTL_MRT_STATE_H

#include "base/wbuf.h"
#include "mrt.h"

struct mrt {
	mrt_sink	*sink;
	void		*arg;
	const char	*why;		/* of this record; NULL: nothing */
	bool		 stopped;
	uint64_t	 serial;
	/* The last PEER_INDEX_TABLE: at most 65535. */
	struct mrt_peer	*peers;
	size_t		 npeers;
	/* A set without its MP attributes, where these stood inside. */
	struct wbuf	 room;
	/* Key and carried octets of an NLRI that is no prefix. */
	uint8_t		 nlri_room[NLRI_ROOM];
};

/* A record of one subtype; what is wrong is noted by mrt_bad. */
typedef void mrt_reader_fn(struct mrt *m, const struct mrt_record *r,
	    unsigned how);

struct mrt_subtype {
	const char	*name;
	mrt_reader_fn	*read;
	unsigned	 how;		/* for read */
};

/* Rows by subtype; NULL: not read. */
const struct mrt_subtype *mrt_table_dump_subtype(uint16_t subtype);
const struct mrt_subtype *mrt_table_v2_subtype(uint16_t subtype);
const struct mrt_subtype *mrt_message_subtype(uint16_t subtype);

/* The first fault of a record is the one that is told. */
void	mrt_bad(struct mrt *m, const char *why);
void	mrt_put(struct mrt *m, const struct mrt_item *i);
/* The next NLRI into i->nlri: as nlri_read; good until the next one. */
int	mrt_read_nlri(struct mrt *m, struct rbuf *b, struct mrt_item *i,
	    bool add_path);
/* An item for each NLRI of the field, or one where the family is unknown. */
void	mrt_put_field(struct mrt *m, struct mrt_item *i, struct rbuf field);
/* "IPv4": 4 octets, "IPv6": 16.  0 or -1. */
int	mrt_read_addr(struct rbuf *b, uint8_t af, struct addr *a);
/* 2 or 4 octets. */
int	mrt_read_as(struct rbuf *b, bool as4, uint32_t *as);

#endif
