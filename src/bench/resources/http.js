// Node's side of the http benchmark: http.js PORT FILE
'use strict';
const fs = require('fs');
const http = require('http');

const [port, file] = process.argv.slice(2);
http
  .createServer((request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    if (request.url === '/file') {
      fs.readFile(file, (error, content) => {
        if (error) throw error;
        response.end(content);
      });
    } else {
      response.end('Hello, World!');
    }
  })
  .listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 }, () => console.log('ready'));
