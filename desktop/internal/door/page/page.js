// Sends what the page asks for and, when that opens the application, loads the
// user interface in its place.
(function () {
  'use strict';
  var form = document.getElementById('unlock');
  var passphrase = document.getElementById('passphrase');
  var again = document.getElementById('again');
  var problem = document.getElementById('problem');
  var buttons = Array.prototype.slice.call(document.querySelectorAll('button'));

  function busy(on) {
    buttons.forEach(function (button) {
      button.disabled = on;
    });
  }

  function send(path, body) {
    problem.textContent = '';
    busy(true);
    return fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
      .then(function (answer) {
        return answer.json().then(function (content) {
          if (!answer.ok) throw new Error(content.detail || 'That did not work.');
          if (path === '/desktop/restore' && !content.made_by) busy(false);
          else window.location.reload();
        });
      })
      .catch(function (error) {
        busy(false);
        problem.textContent = error.message;
        if (passphrase) {
          passphrase.select();
          passphrase.focus();
        }
      });
  }

  if (form) {
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      if (again && passphrase.value !== again.value) {
        problem.textContent = 'The two passphrases are not the same.';
        again.select();
        again.focus();
        return;
      }
      send('/desktop/unlock', { passphrase: passphrase.value });
    });
  }
  var restoring = document.getElementById('restore-form');
  if (restoring) {
    restoring.addEventListener('submit', function (event) {
      event.preventDefault();
      send('/desktop/restore', { passphrase: document.getElementById('restore-passphrase').value, title: 'Restore a backup' });
    });
  }
  var retry = document.getElementById('retry');
  if (retry) {
    retry.addEventListener('click', function () {
      send('/desktop/unlock', { passphrase: '' });
    });
  }
  var local = document.getElementById('local');
  if (local) {
    local.addEventListener('click', function () {
      send('/desktop/server', { url: '' });
    });
  }
})();
