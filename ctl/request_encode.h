/* SPDX-License-Identifier: ISC */
/* encode: a program's command as the messages that it would put on the wire. */
#ifndef CTL_REQUEST_ENCODE_H
#define CTL_REQUEST_ENCODE_H

#include "request.h"

enum exit_code request_encode(struct request *r);

#endif
