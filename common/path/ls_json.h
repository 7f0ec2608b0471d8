/* SPDX-License-Identifier: ISC */
/* TLVs of BGP-LS as members of an object in events. */
#ifndef PATH_LS_JSON_H
#define PATH_LS_JSON_H

#include "path/ls_tlv.h"

/* Whole TLVs, each that has a row valid: members, commas between them. */
void	ls_json_members(struct wbuf *w, struct rbuf tlvs, unsigned shape);

#endif
