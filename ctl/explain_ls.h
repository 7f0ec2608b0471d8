/* SPDX-License-Identifier: ISC */
/* BGP-LS, NLRI and attribute, TLV by TLV (RFC 9552). */
#ifndef CTL_EXPLAIN_LS_H
#define CTL_EXPLAIN_LS_H

#include "explain.h"

/* The attribute's value. */
void	explain_ls(struct explain *e, struct rbuf v);
/* An NLRI behind its path identifier; vpn: a distinguisher is in it. */
void	explain_ls_nlri(struct explain *e, struct rbuf one, bool vpn);

#endif
